package io.tessera.federation.saml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;

/** A key made at run time, and a certificate of it that vouches for itself. */
public record SigningKey(KeyPair pair, X509Certificate certificate) {
  private static final int SEQUENCE = 0x30;
  private static final int PEM_LINE = 64;
  private static final byte[] SHA256_RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x0b,
    0x05,
    0x00
  };
  private static final byte[] SHA256_ECDSA = {
    0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  public static SigningKey rsa() {
    return rsa(2048);
  }

  public static SigningKey rsa(int bits) {
    return rsa(bits, Instant.now().plus(Duration.ofDays(2)));
  }

  /**
   * @param until when its certificate runs out
   */
  public static SigningKey rsa(int bits, Instant until) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return of(generator.generateKeyPair(), until);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * @param curve such as {@code secp256r1}
   */
  public static SigningKey ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return of(generator.generateKeyPair(), Instant.now().plus(Duration.ofDays(2)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** X.509 in PEM, with the frame. */
  public String pem() {
    return "-----BEGIN CERTIFICATE-----\n" + base64() + "\n-----END CERTIFICATE-----\n";
  }

  /** As in XML. */
  public String base64() {
    try {
      return Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
          .encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A certificate of version 1 (RFC 5280 section 4.1). */
  private static SigningKey of(KeyPair pair, Instant until) throws GeneralSecurityException {
    boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
    byte[] algorithm = rsa ? SHA256_RSA : SHA256_ECDSA;
    byte[] name = new X500Principal("CN=test").getEncoded();
    byte[] body =
        der(
            SEQUENCE,
            der(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
            algorithm,
            name,
            der(SEQUENCE, time(until.minus(Duration.ofDays(9))), time(until)),
            name,
            pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(body);
    byte[] encoded = der(SEQUENCE, body, algorithm, der(0x03, new byte[] {0}, signature.sign()));
    return new SigningKey(
        pair,
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded)));
  }

  private static byte[] time(Instant time) {
    return der(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skip = bytes[0] == 0 ? 1 : 0;
      out.write(0x80 | (bytes.length - skip));
      out.write(bytes, skip, bytes.length - skip);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
