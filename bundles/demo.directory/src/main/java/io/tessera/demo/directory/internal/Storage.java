package io.tessera.demo.directory.internal;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFModifyDNChangeRecord;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.LDIFWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The directory on disk: a snapshot and the journal of what came after it, both of one generation.
 * A long journal is folded into a snapshot of the next generation at start. Every step leaves
 * either the old generation whole or the new one.
 */
final class Storage {
  private static final long LONG_JOURNAL_BYTES = 4L << 20;

  private final DemoFiles files;
  private final InMemoryDirectoryServer memory;

  Storage(DemoFiles files, InMemoryDirectoryServer memory) {
    this.files = files;
    this.memory = memory;
  }

  /** Fills the memory with what is on disk, and opens the journal for what comes. */
  Journal load() throws IOException {
    try {
      long generation = files.newestGeneration();
      if (generation == 0) {
        found();
        return fold(0);
      }
      memory.importFromLDIF(true, new LDIFReader(Files.newInputStream(files.snapshot(generation))));
      long length = replay(files.journal(generation));
      return length < LONG_JOURNAL_BYTES
          ? Journal.open(files.journal(generation), length)
          : fold(generation);
    } catch (LDAPException | LDIFException unusable) {
      throw new IOException(
          "the demo directory in " + files.folder() + " cannot be read: " + unusable.getMessage(),
          unusable);
    }
  }

  private void found() throws LDAPException, LDIFException {
    for (String entry : DemoTree.FIRST_ENTRIES) {
      memory.add(new AddRequest(LDIFReader.decodeEntry(entry.split("\n"))));
    }
  }

  private long replay(Path journal) throws IOException, LDAPException {
    try (JournalReader reader = JournalReader.open(journal)) {
      Optional<LDIFChangeRecord> change = reader.next();
      while (change.isPresent()) {
        repeat(change.get());
        change = reader.next();
      }
      return reader.validLength();
    }
  }

  /** Makes a change again; what an entry got from the directory, it keeps. */
  private void repeat(LDIFChangeRecord change) throws LDAPException {
    if (change instanceof LDIFAddChangeRecord add) {
      memory.add(new AddRequest(add.getEntryToAdd()));
    } else if (change instanceof LDIFModifyChangeRecord modify) {
      ModifyRequest request = modify.toModifyRequest();
      request.addControl(new PermissiveModifyRequestControl(false));
      memory.modify(request);
    } else if (change instanceof LDIFModifyDNChangeRecord rename) {
      memory.modifyDN(rename.toModifyDNRequest());
    } else {
      memory.delete(new DeleteRequest(change.getDN()));
    }
  }

  /** Writes the next generation's snapshot, drops the old generation, opens an empty journal. */
  private Journal fold(long generation) throws IOException, LDAPException {
    long next = generation + 1;
    Path draft = files.folder().resolve("snapshot.new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
            DemoFiles.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        LDIFWriter writer = new LDIFWriter(Channels.newOutputStream(channel))) {
      memory.exportToLDIF(writer, false, true, false);
      writer.flush();
      channel.force(true);
    }
    DemoFiles.moveDurably(draft, files.snapshot(next));
    Journal journal = Journal.open(files.journal(next), 0);
    files.dropGenerationsBefore(next);
    return journal;
  }
}
