package io.tessera.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import javax.security.auth.x500.X500Principal;

/**
 * A key and a certificate that vouches for itself, so that the first start speaks TLS. The JDK
 * offers no public API for this; calling keytool would cost a second Java start.
 */
record SelfSignedCertificate(KeyPair keys, X509Certificate certificate) {
  /** The longest that browsers accept, whoever signed. */
  private static final Duration VALID_FOR = Duration.ofDays(825);

  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
  private static final byte[] SUBJECT_ALT_NAME = Der.oid(2, 5, 29, 17);
  private static final byte[] EXTENDED_KEY_USAGE = Der.oid(2, 5, 29, 37);
  private static final byte[] SERVER_AUTH = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  /**
   * @param names DNS names, the first is the subject
   */
  static SelfSignedCertificate create(
      Collection<String> names, Collection<InetAddress> addresses, Instant now)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] body = body(names, addresses, keys, now);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    byte[] encoded = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    return new SelfSignedCertificate(keys, certificate);
  }

  /** TBSCertificate of RFC 5280 section 4.1, version 3. */
  private static byte[] body(
      Collection<String> names, Collection<InetAddress> addresses, KeyPair keys, Instant now) {
    byte[] name = new X500Principal("CN=" + names.iterator().next()).getEncoded();
    Instant from = now.minus(Duration.ofHours(1));
    byte[] extensions =
        Der.sequence(
            Der.sequence(SUBJECT_ALT_NAME, Der.octets(alternatives(names, addresses))),
            Der.sequence(EXTENDED_KEY_USAGE, Der.octets(Der.sequence(SERVER_AUTH))));
    return Der.sequence(
        Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(127, new SecureRandom()).add(BigInteger.ONE)),
        ECDSA_WITH_SHA256,
        name,
        Der.sequence(Der.time(from), Der.time(from.plus(VALID_FOR))),
        name,
        keys.getPublic().getEncoded(),
        Der.tagged(0xa3, extensions));
  }

  private static byte[] alternatives(Collection<String> names, Collection<InetAddress> addresses) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names) {
      all.writeBytes(Der.tagged(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
    }
    for (InetAddress address : addresses) {
      all.writeBytes(Der.tagged(IP_ADDRESS, address.getAddress()));
    }
    return Der.sequence(all.toByteArray());
  }
}
