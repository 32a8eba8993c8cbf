package io.tessera.cli;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a backup says of itself: it is written last, and holds the digest of every other file.
 *
 * @param version of Tessera, e.g. {@code 0.1.0}
 * @param taken when, ISO-8601
 * @param database {@code derby}, in the backup; {@code postgresql}, elsewhere
 * @param files SHA-256 in hexadecimal by path below the data directory
 */
record BackupManifest(String version, String taken, String database, Map<String, String> files) {
  static final String NAME = "backup.json";

  private static final int FORMAT = 1;
  private static final int LONGEST = 64 << 20;

  byte[] json() {
    List<Value> entries = new ArrayList<>();
    files.forEach(
        (path, digest) ->
            entries.add(
                Value.complex(
                    Attributes.builder().put("path", path).put("sha256", digest).build())));
    return new AttributesJson()
        .write(
            Attributes.builder()
                .put("format", Value.Num.of(FORMAT))
                .put("version", version)
                .put("taken", taken)
                .put("database", database)
                .keep("files", Value.many(entries))
                .build());
  }

  /**
   * @throws CommandException it is no backup, or of a later form
   */
  static BackupManifest in(ZipFile backup) throws CommandException, IOException {
    ZipEntry entry = backup.getEntry(NAME);
    if (entry == null) {
      throw CommandException.failed(
          backup.getName() + " is no backup of Tessera, or it was cut short.");
    }
    try (InputStream content = backup.getInputStream(entry)) {
      return read(new AttributesJson().read(content.readNBytes(LONGEST)), backup);
    } catch (JsonFormatException broken) {
      throw CommandException.failed(backup.getName() + ": " + broken.getMessage());
    }
  }

  private static BackupManifest read(Attributes json, ZipFile backup) throws CommandException {
    if (!json.get("format").equals(Optional.of(Value.Num.of(FORMAT)))) {
      throw CommandException.failed(
          backup.getName() + " was made by a later version; restore it with that one.");
    }
    Map<String, String> files = new LinkedHashMap<>();
    for (Attributes file : Named.objects(json, "files")) {
      files.put(Table.cell(file, "path"), Table.cell(file, "sha256"));
    }
    return new BackupManifest(
        Table.cell(json, "version"),
        Table.cell(json, "taken"),
        Table.cell(json, "database"),
        files);
  }
}
