package io.tessera.demo.directory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a journal up to its end, or to where a crash tore it. */
final class JournalReader implements AutoCloseable {
  private static final Pattern HEADER = Pattern.compile("# ([0-9]{1,9}) [0-9a-f]{8}");
  private static final int LONGEST_HEADER = 20;

  private final InputStream in;
  private long validLength;

  private JournalReader(InputStream in) {
    this.in = in;
  }

  /** A journal that is not there is empty. */
  static JournalReader open(Path file) throws IOException {
    return new JournalReader(
        Files.exists(file)
            ? new BufferedInputStream(Files.newInputStream(file))
            : InputStream.nullInputStream());
  }

  /** The next change; none at the end and at a tear. */
  Optional<LDIFChangeRecord> next() throws IOException {
    String header = header();
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int length = Integer.parseInt(parts.group(1));
    byte[] ldif = in.readNBytes(length);
    boolean whole = ldif.length == length && in.read() == '\n';
    if (!whole || !header.equals(Journal.header(ldif))) {
      return Optional.empty();
    }
    validLength += header.length() + 1L + length + 1L;
    return Optional.of(parse(ldif));
  }

  private String header() throws IOException {
    StringBuilder line = new StringBuilder();
    int character = in.read();
    while (character >= 0 && character != '\n' && line.length() <= LONGEST_HEADER) {
      line.append((char) character);
      character = in.read();
    }
    return line.toString();
  }

  private static LDIFChangeRecord parse(byte[] ldif) throws IOException {
    try {
      return LDIFReader.decodeChangeRecord(new String(ldif, UTF_8).split("\n"));
    } catch (LDIFException incompatible) {
      throw new IOException("the journal holds a record that is no LDIF change", incompatible);
    }
  }

  /** How many bytes were whole records so far. */
  long validLength() {
    return validLength;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
