package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** An identity provider that signs ID tokens (ES256); its key is made by the keytool of the JDK. */
final class SignInParty {
  static final String ISSUER = "https://party.example";
  static final String AUDIENCE = "bench";
  private static final int SECONDS_OF_LIFE = 300;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD = encoded("{\"alg\":\"ES256\",\"typ\":\"JWT\"}");

  private final PrivateKey key;
  private final Certificate certificate;

  private SignInParty(PrivateKey key, Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  static SignInParty create() throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("tessera-bench-party");
    try {
      Path file = folder.resolve("key.p12");
      String password = UUID.randomUUID().toString();
      make(file, password);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, password.toCharArray());
      }
      return new SignInParty(
          (PrivateKey) keys.getKey("party", password.toCharArray()), keys.getCertificate("party"));
    } finally {
      Folders.delete(folder);
    }
  }

  private static void make(Path file, String password) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder builder =
        new ProcessBuilder(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "party",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=party",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass:env",
            "STOREPASS");
    builder.environment().put("STOREPASS", password);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (builder.start().onExit().join().exitValue() != 0) {
      throw new IOException("keytool could not make a key");
    }
  }

  /** In PEM. */
  String certificate() throws GeneralSecurityException {
    String lines = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }

  /** Says who somebody is, as ever; each is another token. */
  String token(String name) {
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","aud":"%s","sub":"subject of %s","iat":%d,"exp":%d,"jti":"%s",
         "preferred_username":"%s","given_name":"Given","family_name":"Family",
         "name":"Given Family of %s","email":"%s@party.example"}\
        """
            .formatted(
                ISSUER,
                AUDIENCE,
                name,
                now,
                now + SECONDS_OF_LIFE,
                UUID.randomUUID(),
                name,
                name,
                name);
    String signed = HEAD + "." + encoded(claims);
    return signed + "." + BASE64URL.encodeToString(signature(signed));
  }

  private byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String encoded(String text) {
    return BASE64URL.encodeToString(text.getBytes(UTF_8));
  }
}
