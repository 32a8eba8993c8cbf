package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain as the documentation says it is computed, in a file. */
class AuditFileTest {
  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
    file = folder.resolve("chain.jsonl");
    List<Attributes> links = links(3);
    server.answerNext(
        "audit/chain", ServerDouble.page(links.subList(0, 2)).with("next", Value.text("2")));
    server.answer("audit/chain", ServerDouble.page(links.subList(2, 3)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<Attributes> links(int count) throws Exception {
    List<Attributes> links = new ArrayList<>();
    byte[] before = new byte[32];
    for (int position = 1; position <= count; position++) {
      byte[] after = sha(("state" + position).getBytes(StandardCharsets.UTF_8));
      Attributes.Builder link =
          Attributes.builder()
              .put("position", Value.Num.of(position))
              .put("id", UUID.randomUUID().toString())
              .put("happened", Value.Num.of(1_700_000_000_000L + position))
              .put("kind", "create")
              .put("resourceType", "User")
              .put("resource", UUID.randomUUID().toString())
              .put("version", Value.Num.of(1))
              .keep("serviceProvider", Value.text(""))
              .put("actor", "admin")
              .put("channel", "scim2")
              .put("causality", "cause")
              .put("configuration", Value.Num.of(4))
              .put("after", HexFormat.of().formatHex(after));
      byte[] digest = digest(link.build(), after);
      before = sha(ByteBuffer.allocate(72).put(before).putLong(position).put(digest).array());
      links.add(
          link.put("digest", HexFormat.of().formatHex(digest))
              .put("link", HexFormat.of().formatHex(before))
              .build());
    }
    return links;
  }

  private static byte[] digest(Attributes link, byte[] after) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    text(out, link, "id");
    out.writeLong(Long.parseLong(Table.cell(link, "happened")));
    for (String name : List.of("kind", "resourceType", "resource")) {
      text(out, link, name);
    }
    out.writeLong(1);
    for (String name : List.of("serviceProvider", "actor", "channel", "causality")) {
      text(out, link, name);
    }
    out.writeLong(4);
    out.writeByte(0);
    out.writeByte(0);
    out.writeByte(1);
    out.write(after);
    out.writeByte(0);
    return sha(bytes.toByteArray());
  }

  private static void text(DataOutputStream out, Attributes link, String name) throws IOException {
    byte[] utf8 = Table.cell(link, name).getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static byte[] sha(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private int exported() {
    return shell.run("audit", "export", "--out", file.toString());
  }

  private int verified() {
    return shell.run("verify-audit", "--file", file.toString());
  }

  @Test
  void an_exported_chain_is_verified_without_the_server() {
    assertThat(exported()).isZero();
    assertThat(shell.err()).contains("3 records");
    assertThat(exported()).isEqualTo(1);
    server.close();
    assertThat(verified()).isZero();
    assertThat(shell.out()).contains("verified  3");
  }

  @Test
  void a_record_that_was_changed_is_found() throws IOException {
    assertThat(exported()).isZero();
    Files.writeString(file, Files.readString(file).replaceFirst("\"admin\"", "\"nobody\""));
    assertThat(verified()).isEqualTo(1);
    assertThat(shell.err()).contains("changed at position 1");
  }

  @Test
  void a_record_that_is_gone_or_swapped_is_found() throws IOException {
    assertThat(exported()).isZero();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(0), lines.get(2)));
    assertThat(verified()).isEqualTo(1);
    assertThat(shell.err()).contains("gap at position 2");
    Files.write(
        file, List.of(lines.get(0), lines.get(2).replace("\"position\":3", "\"position\":2")));
    assertThat(verified()).isEqualTo(1);
    assertThat(shell.err()).contains("relinked at position 2");
    Files.write(file, List.of("hello"));
    assertThat(verified()).isEqualTo(1);
    assertThat(shell.err()).contains("line 1");
  }
}
