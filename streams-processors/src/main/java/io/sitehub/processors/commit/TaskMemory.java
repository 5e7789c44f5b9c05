package io.sitehub.processors.commit;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * What the stages of a task share and forget with it: a store to Streams, without a changelog. The
 * way of Streams to give each task one of its own, and to throw it away when the task is. It is a
 * cache to Streams as well, which is told so when a task commits or becomes a standby.
 */
public abstract class TaskMemory implements CachedStateStore<Object, Object>, StateStore {

  private final String name;
  private boolean open;

  /**
   * @param name as the stages ask for it
   */
  protected TaskMemory(String name) {
    this.name = name;
  }

  /** How Streams makes one for each task. */
  public static <T extends TaskMemory> StoreBuilder<T> builder(String name, Supplier<T> making) {
    return new Builder<>(name, making);
  }

  /** Forgets everything: the task begins, anew or again. */
  protected abstract void forget();

  /** Streams is about to commit. */
  @Override
  public void flushCache() {}

  /** The task becomes a standby. */
  @Override
  public final void clearCache() {
    forget();
  }

  /** Nobody listens: what is flushed goes on as the stages have it. */
  @Override
  public final boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void init(StateStoreContext context, StateStore root) {
    context.register(
        root,
        (key, value) -> {
          throw new IllegalStateException("nothing is restored: " + name + " has no changelog");
        });
    forget();
    open = true;
  }

  @Override
  public final void close() {
    forget();
    open = false;
  }

  @Override
  public final boolean persistent() {
    return false;
  }

  @Override
  public final boolean isOpen() {
    return open;
  }

  /** Identity is enough to Streams: a builder is handed on, never made twice. */
  private static final class Builder<T extends TaskMemory> implements StoreBuilder<T> {
    private final String name;
    private final Supplier<T> making;

    Builder(String name, Supplier<T> making) {
      this.name = Objects.requireNonNull(name);
      this.making = making;
    }

    @Override
    public T build() {
      return making.get();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public StoreBuilder<T> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException(name + " is in memory alone");
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
