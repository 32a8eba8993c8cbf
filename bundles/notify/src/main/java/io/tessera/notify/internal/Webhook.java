package io.tessera.notify.internal;

import io.tessera.crypto.Secret;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A POST with JSON. With a secret it is signed: {@code X-Tessera-Signature: t=SECONDS,v1=HEX} is
 * HMAC-SHA256 of {@code SECONDS.BODY}.
 */
final class Webhook implements Carrier {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String MAC = "HmacSHA256";
  private static final int SUCCESS = 2;
  private static final int HUNDRED = 100;

  private final URI url;
  private final Optional<Secret> secret;
  private final HttpClient client;
  private final AttributesJson json = new AttributesJson();

  Webhook(URI url, Optional<Secret> secret, HttpClient client) {
    this.url = url;
    this.secret = secret;
    this.client = client;
  }

  @Override
  public String send(Message message) throws IOException {
    byte[] body = json.write(body(message));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Tessera")
            .POST(BodyPublishers.ofByteArray(body));
    if (secret.isPresent()) {
      request.header(
          "X-Tessera-Signature", signature(secret.get(), message.at().getEpochSecond(), body));
    }
    try {
      HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
      if (answer.statusCode() / HUNDRED != SUCCESS) {
        throw new IOException("The webhook answered " + answer.statusCode() + ".");
      }
      return "The webhook answered " + answer.statusCode() + ".";
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("The server stops.", stopping);
    }
  }

  private static Attributes body(Message message) {
    return Attributes.builder()
        .put("server", message.server())
        .put("sent", message.at().toString())
        .put("test", message.notices().isEmpty())
        .put("text", message.subject())
        .keep(
            "alerts",
            Value.many(message.notices().stream().map(n -> Value.complex(alert(n))).toList()))
        .build();
  }

  private static Attributes alert(Notice notice) {
    Attributes.Builder alert =
        Attributes.builder()
            .put("condition", notice.condition().word())
            .put("state", notice.resolved() ? "resolved" : "raised")
            .put("detail", notice.detail())
            .put("since", notice.since().toString());
    if (!notice.target().isEmpty()) {
      alert.put("target", notice.target());
    }
    return alert.build();
  }

  static String signature(Secret secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), MAC));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException notInThisJava) {
      throw new IllegalStateException("This Java has no " + MAC, notInThisJava);
    }
  }
}
