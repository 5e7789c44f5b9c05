package io.sitehub.processors.run;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

/**
 * Settings of a RocksDB store: memory shared and bounded, small write buffers, filters that answer
 * "never seen" without touching the disk, which is the usual answer for the name of an event.
 *
 * <p>Streams makes an instance of it for each store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final int WRITE_BUFFERS = 3;
  private static final long BLOCK_BYTES = 8L << 10;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (!(configs.get(RocksDbMemory.CONFIG_KEY) instanceof RocksDbMemory memory)) {
      throw new IllegalStateException(RocksDbMemory.CONFIG_KEY + " is not set");
    }
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    // Streams closes the cache it made itself when it closes the store, never this one.
    Cache shared = memory.cache();
    table.setBlockCache(shared);
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    options.setTableFormatConfig(table);
    options.setOptimizeFiltersForHits(false);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // The memory is the process's: it outlives every store.
  }
}
