package io.tessera.demo.directory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unboundid.ldif.LDIFChangeRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The changes since the last snapshot, in the order they were made. An LDIF file; a comment line
 * before each record carries its length and checksum, so that a torn end is recognised.
 *
 * <p>Appending and becoming durable are two steps: many threads append, whoever waits first writes
 * and syncs for all of them.
 */
final class Journal implements AutoCloseable {
  private final FileChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition synced = lock.newCondition();
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private long appended;
  private long durable;
  private boolean syncing;
  private @Nullable IOException broken;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a journal for appending, and creates it if need be.
   *
   * @param validLength bytes to keep; what lies behind is a torn end
   */
  static Journal open(Path file, long validLength) throws IOException {
    FileChannel channel = DemoFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(validLength);
    channel.position(validLength);
    channel.force(true);
    DemoFiles.forceFolderOf(file);
    return new Journal(channel);
  }

  /** The line before a record. */
  static String header(byte[] ldif) {
    CRC32 checksum = new CRC32();
    checksum.update(ldif);
    return "# %d %08x".formatted(ldif.length, checksum.getValue());
  }

  /**
   * Adds a change; the caller sees to the order. It is durable only after {@link #await}.
   *
   * @return what to wait for
   */
  long append(LDIFChangeRecord change) {
    byte[] ldif = change.toLDIFString().getBytes(UTF_8);
    byte[] header = (header(ldif) + "\n").getBytes(UTF_8);
    lock.lock();
    try {
      waiting.writeBytes(header);
      waiting.writeBytes(ldif);
      waiting.write('\n');
      return ++appended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when a change, and all before it, will survive a crash.
   *
   * @throws IOException it could not be written; neither can any later one
   */
  void await(long change) throws IOException {
    lock.lock();
    try {
      while (syncing && durable < change && broken == null) {
        synced.awaitUninterruptibly();
      }
      refuseWhenBroken();
      if (durable < change) {
        syncAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is waiting, with the lock released meanwhile so that others may append. */
  private void syncAll() throws IOException {
    byte[] batch = waiting.toByteArray();
    long last = appended;
    waiting = new ByteArrayOutputStream();
    syncing = true;
    lock.unlock();
    try {
      write(batch);
      lock.lock();
      durable = last;
    } catch (IOException unwritable) {
      lock.lock();
      broken = unwritable;
      throw unwritable;
    } finally {
      syncing = false;
      synced.signalAll();
    }
  }

  private void write(byte[] batch) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(batch);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  /**
   * Whether changes can still be kept.
   *
   * @throws IOException an earlier change could not be written
   */
  void refuseWhenBroken() throws IOException {
    lock.lock();
    try {
      if (broken != null) {
        throw new IOException("the journal cannot be written: " + broken.getMessage(), broken);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      long last;
      lock.lock();
      try {
        last = appended;
      } finally {
        lock.unlock();
      }
      await(last);
    }
  }
}
