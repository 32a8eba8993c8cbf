package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that wants to cost more than it should, or to mean something else than it says. */
@ExtendWith(AttackedServer.class)
class JsonAttacksIT {
  private static final int MUCH = 10;
  private static final int COLLIDING = 16;
  private static final Duration PROMPTLY = Duration.ofSeconds(10);

  /** Doors that read JSON, and who may send it. */
  private static final List<String> INTAKES =
      List.of(
          "POST /scim2/Users",
          "POST /scim2/Groups",
          "POST /scim2/Bulk",
          "POST /scim2/.search",
          "PATCH /scim2/Users/5f0c2b0e-0000-4000-8000-000000000000",
          "POST /scim/v2/Users",
          "POST /wso2/scim/Users",
          "POST /wso2/scim/Bulk",
          "POST /scim/v1/Groups",
          "POST /api/v1/targets",
          "POST /api/v1/schemas",
          "POST /api/v1/me/password",
          "POST /api/v1/bootstrap");

  private final TesseraServer tessera;
  private final Http http;

  JsonAttacksIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = tessera.http();
  }

  static Stream<Map.Entry<String, byte[]>> attacks() {
    Map<String, byte[]> attacks = new HashMap<>();
    attacks.put("arrays 100,000 deep", utf8("[".repeat(100_000)));
    attacks.put("objects 50,000 deep", utf8("{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)));
    attacks.put("65 deep", utf8("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"));
    attacks.put("a number of 100,000 digits", utf8("{\"a\":" + "9".repeat(100_000) + "}"));
    attacks.put("a number of 65 digits", utf8("{\"a\":" + "9".repeat(65) + "}"));
    attacks.put("an exponent of a billion", utf8("{\"a\":1e1000000000}"));
    attacks.put("a fraction of 100,000 digits", utf8("{\"a\":0." + "1".repeat(100_000) + "}"));
    attacks.put("a name of 300,000 characters", utf8("{\"" + "n".repeat(300_000) + "\":1}"));
    attacks.put("a text of 600,000 characters", utf8("{\"a\":\"" + "t".repeat(600_000) + "\"}"));
    attacks.put("the same name twice", utf8("{\"userName\":\"a\",\"userName\":\"b\"}"));
    attacks.put("NaN", utf8("{\"a\":NaN}"));
    attacks.put("single quotes", utf8("{'userName':'a'}"));
    attacks.put("comments", utf8("/* x */{\"userName\":\"a\"}// y"));
    attacks.put("two documents", utf8("{\"userName\":\"a\"}{\"userName\":\"b\"}"));
    attacks.put("a zero byte", utf8("{\"userName\":\"a\u0000\"}"));
    attacks.put(
        "invalid UTF-8", new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'});
    attacks.put(
        "a lone surrogate",
        new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
    attacks.put("UTF-16", "{\"userName\":\"a\"}".getBytes(StandardCharsets.UTF_16));
    attacks.put("UTF-32", "{\"userName\":\"a\"}".getBytes(Charset.forName("UTF-32")));
    attacks.put("a class to make", utf8("{\"@class\":\"javax.script.ScriptEngineManager\"}"));
    attacks.put("a type to make", utf8("[\"java.net.URL\",\"http://127.0.0.1:1/\"]"));
    attacks.put("a prototype", utf8("{\"__proto__\":{\"admin\":true},\"constructor\":{}}"));
    attacks.put(
        "XML", utf8("<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"));
    attacks.put("YAML", utf8("!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]"));
    attacks.put("a serialised object", serialised());
    attacks.put(
        "a serialised object in base64",
        utf8("{\"a\":\"" + Base64.getEncoder().encodeToString(serialised()) + "\"}"));
    return attacks.entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void no_intake_takes_it(Map.Entry<String, byte[]> attack) throws Exception {
    RawHttp raw = new RawHttp(tessera.uri(""));
    for (String intake : INTAKES) {
      String[] request = intake.split(" ", -1);
      String type = request[1].startsWith("/scim2") ? "application/scim+json" : "application/json";
      long began = System.nanoTime();
      RawHttp.Answer answer =
          raw.send(
              request[0],
              request[1],
              attack.getValue(),
              "Content-Type: " + type,
              "Authorization: " + http.authorization());
      String what = attack.getKey() + " to " + intake + ": " + answer;
      assertThat(answer.status()).as(what).isIn(400, 403, 404, 409, 413, 415);
      assertThat(answer.header("content-type")).as(what).contains("json");
      assertThat(answer.body()).as(what).doesNotContain("Exception", "java.", "\tat ");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(PROMPTLY);
    }
  }

  /** T5. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-java-serialized-object",
        "application/octet-stream",
        "application/x-java-object",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "text/xml",
        "application/xml",
        "application/soap+xml",
        "application/fastinfoset",
        "text/x-yaml",
        "*/*",
        "not a type",
        ""
      })
  void a_serialised_object_of_any_type_is_refused_by_every_intake(String type) throws Exception {
    RawHttp raw = new RawHttp(tessera.uri(""));
    for (String intake : INTAKES) {
      String[] request = intake.split(" ", -1);
      RawHttp.Answer answer =
          raw.send(
              request[0],
              request[1],
              serialised(),
              "Content-Type: " + type,
              "Authorization: " + http.authorization());
      assertThat(answer.status()).as(type + " to " + intake + ": " + answer).isIn(400, 415);
    }
  }

  /** Many names of one hash cost no more than twice the CPU of as many that differ. */
  @Test
  void a_hundred_thousand_names_that_collide_cost_little_more_than_others() throws Exception {
    String colliding = document(colliding());
    String different = document(different());
    for (String door : List.of("/scim2/Users", "/wso2/scim/Users", "/api/v1/targets")) {
      http.post(door, different);
      http.post(door, colliding);
      Duration usual = cost(() -> http.post(door, different));
      Duration hostile = cost(() -> http.post(door, colliding));
      // Names that are compared one by one cost some hundred times as much.
      assertThat(hostile)
          .as(door + ", usual " + usual)
          .isLessThan(usual.multipliedBy(MUCH).plusSeconds(1));
    }
  }

  private interface Request {
    Http.Answer send() throws IOException;
  }

  /** CPU time of the server's process. */
  private Duration cost(Request request) throws IOException {
    Duration before = cpu();
    int times = 3;
    for (int i = 0; i < times; i++) {
      assertThat(request.send().status()).isIn(400, 413);
    }
    return cpu().minus(before).dividedBy(times);
  }

  private Duration cpu() {
    return ProcessHandle.of(tessera.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  private static List<String> colliding() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1 << COLLIDING; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < COLLIDING; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      names.add(name.toString());
    }
    assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
    return names;
  }

  private static List<String> different() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1 << COLLIDING; i++) {
      names.add("%032d".formatted(i * 7919L));
    }
    return names;
  }

  /** As many as the largest body holds. */
  private static String document(List<String> names) {
    StringBuilder json =
        new StringBuilder("{\"schemas\":[\"" + Requests.USER + "\"],\"userName\":\"x\"");
    for (String name : names) {
      if (json.length() > (1 << 20) - 100) {
        break;
      }
      json.append(",\"").append(name).append("\":1");
    }
    return json.append("}").toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] serialised() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new HashMap<>(Map.of("a", "b")));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
