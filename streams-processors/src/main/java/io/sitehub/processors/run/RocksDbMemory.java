package io.sitehub.processors.run;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all RocksDB stores of a process share, so that it does not grow with the
 * number of partitions. Half of it may hold writes that are not on disk yet; these count as part of
 * the cache.
 */
public final class RocksDbMemory implements AutoCloseable {

  /** The key under which the Streams configuration carries the memory to the stores. */
  public static final String CONFIG_KEY = "sitehub.rocksdb.memory";

  private static final int SHARDS_BY_SIZE = -1;
  private static final double SHARE_OF_INDEXES_AND_FILTERS = 0.2;

  static {
    RocksDB.loadLibrary();
  }

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  /** Sets aside {@code bytes} of native memory. */
  public RocksDbMemory(long bytes) {
    this.cache = new LRUCache(bytes, SHARDS_BY_SIZE, false, SHARE_OF_INDEXES_AND_FILTERS);
    this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
  }

  Cache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  /** Frees the memory; only after the last store is closed. */
  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
