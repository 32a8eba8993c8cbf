package io.tessera.cli;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The audit chain in a file, a link in each line: who did what to whom and when, digests of what
 * was before and after, nothing of what those are. It can be verified without any server.
 */
final class AuditFile {
  private static final String PAGE = "?limit=500";

  private AuditFile() {}

  /** Writes what is sealed into a file. */
  static void export(Call call) throws CommandException, IOException, InterruptedException {
    Path file = Path.of(call.arguments().required("--out"));
    Api api = call.api();
    Optional<String> cursor = Optional.empty();
    long written = 0;
    try (OutputStream out = Channels.newOutputStream(Backup.created(file))) {
      do {
        Attributes page =
            api.get("audit/chain" + PAGE + cursor.map(c -> "&cursor=" + Api.escape(c)).orElse(""));
        for (Attributes link : Api.items(page)) {
          out.write(new AttributesJson().write(link));
          out.write('\n');
          written++;
        }
        cursor = page.text("next");
      } while (cursor.isPresent());
    } catch (FileAlreadyExistsException e) {
      throw CommandException.failed(file + " is there already.");
    }
    call.output().note(written + " records are in " + file + ".");
  }

  /** Computes what is in a file again. */
  static void verify(Call call, Path file) throws CommandException, IOException {
    long position = 0;
    long verified = 0;
    byte[] link = AuditLink.beginning();
    Optional<String> fault = Optional.empty();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && fault.isEmpty()) {
        AuditLink next = new AuditLink(read(file, verified + 1, line));
        fault = next.fault(position, link);
        if (fault.isEmpty()) {
          verified++;
          position = next.position();
          link = next.link();
          line = lines.readLine();
        }
      }
    }
    tell(call, verified, position, link, fault);
  }

  private static Attributes read(Path file, long number, String line) throws CommandException {
    try {
      return new AttributesJson().read(line.getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException broken) {
      throw CommandException.failed(file + ", line " + number + ": " + broken.getMessage());
    }
  }

  private static void tell(
      Call call, long verified, long position, byte[] link, Optional<String> fault)
      throws CommandException, IOException {
    Attributes.Builder report =
        Attributes.builder().put("intact", fault.isEmpty()).put("verified", Value.Num.of(verified));
    if (position > 0) {
      report.put(
          "until",
          Value.complex(
              Attributes.builder()
                  .put("position", Value.Num.of(position))
                  .put("link", HexFormat.of().formatHex(link))
                  .build()));
    }
    call.output().one(report.build());
    if (fault.isPresent()) {
      throw CommandException.failed(
          "The audit chain is not intact: " + fault.get() + " at position " + (position + 1) + ".");
    }
  }
}
