package io.sitehub.processors.commit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a task does once before each commit rather than with each record. A commit makes all of it
 * visible at once, so nobody sees a difference but in speed: of a visit with ten events between two
 * commits nine intermediate states need not be counted, kept, sent and copied.
 *
 * <p>Whatever makes a task commit (its interval, a request, a rebalance, the end), Streams has its
 * stores flush their caches first, and this is one of them. It runs on what Streams keeps to itself
 * ({@code CachedStateStore}, {@code InternalProcessorContext}), as the caches of its own stores do;
 * docs/adr/0013 says why. A task that dies forgets what it has not done, and its offsets are not
 * committed either.
 */
public class BeforeCommit extends TaskMemory {

  /** Name of the store. */
  public static final String NAME = "before-commit";

  /** What is done, in this order. */
  public enum Step {
    /** The visits that have changed go on to be counted, kept and watched. */
    VISITS,
    /** The cells of KPIs they change are stored. */
    CELLS,
    /** What was heard of devices is stored. */
    DEVICES,
    /** How far the log was taken in is stored: a copy that has it has everything before it. */
    PROGRESS
  }

  private record Action(ProcessorNode<?, ?, ?, ?> node, Runnable doing) {}

  private final Map<Step, Action> actions = new EnumMap<>(Step.class);
  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable InternalProcessorContext<?, ?> context;

  /** For one task; see {@link #builder()}. */
  protected BeforeCommit() {
    super(NAME);
  }

  /** How Streams makes one for each task. */
  public static StoreBuilder<? extends StateStore> builder() {
    return builder(NAME, BeforeCommit::new);
  }

  /** That of the task a stage belongs to; the stage's node must be connected to it. */
  public static BeforeCommit of(ProcessorContext<?, ?> context) {
    return context.getStateStore(NAME);
  }

  /**
   * Has something done before each commit.
   *
   * @param stage the context of the stage that does it, in its {@code init}; what it forwards goes
   *     to its children
   */
  public void add(Step step, ProcessorContext<?, ?> stage, Runnable action) {
    InternalProcessorContext<?, ?> inner = (InternalProcessorContext<?, ?>) stage;
    context = inner;
    actions.put(step, new Action(inner.currentNode(), action));
  }

  /** Has somebody told that a commit begins, after all that is done before it. */
  public void atCommit(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Does it all now: for who looks at the tables between two commits and must find everything
   * there, or has too much in memory.
   */
  public void run() {
    InternalProcessorContext<?, ?> inner = context;
    if (inner == null) {
      return;
    }
    ProcessorNode<?, ?, ?, ?> current = inner.currentNode();
    try {
      for (Action action : actions.values()) {
        inner.setCurrentNode(action.node());
        action.doing().run();
      }
    } finally {
      inner.setCurrentNode(current);
    }
  }

  /** Streams is about to commit. */
  @Override
  public void flushCache() {
    run();
    listeners.forEach(Runnable::run);
  }

  @Override
  protected void forget() {
    actions.clear();
    listeners.clear();
    context = null;
  }
}
