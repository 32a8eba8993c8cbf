package io.tessera.federation.saml.internal;

import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.spi.PartyMetadata;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** How identity providers of SAML 2.0 describe themselves (SAML Metadata section 2.4.3). */
@Component(service = PartyMetadata.class)
public final class SamlMetadata implements PartyMetadata {
  private static final int MAX_CERTIFICATES = 16;
  private static final int PEM_LINE = 64;

  private final Clock clock;

  @Activate
  public SamlMetadata() {
    this(Clock.systemUTC());
  }

  SamlMetadata(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Described read(byte[] document) {
    try {
      Part entity = entity(Part.of(XmlIntake.METADATA.read(document)));
      return described(entity, descriptor(entity).orElseThrow());
    } catch (MalformedXmlException malformed) {
      throw new UnreadableMetadataException("The document " + malformed.getMessage() + ".");
    }
  }

  /** The document, or the only one of its kind in it. */
  private static Part entity(Part root) {
    List<Part> entities =
        Stream.concat(Stream.of(root), root.all(Names.METADATA, "EntityDescriptor").stream())
            .filter(part -> part.is(Names.METADATA, "EntityDescriptor"))
            .filter(part -> descriptor(part).isPresent())
            .toList();
    if (entities.size() != 1) {
      throw new UnreadableMetadataException(
          entities.isEmpty()
              ? "The document describes no identity provider of SAML 2.0."
              : "The document describes several identity providers; cut out the one that is"
                  + " meant.");
    }
    return entities.get(0);
  }

  private static Optional<Part> descriptor(Part entity) {
    return entity.all(Names.METADATA, "IDPSSODescriptor").stream()
        .filter(
            part ->
                List.of(part.attribute("protocolSupportEnumeration").orElse("").split("\\s+"))
                    .contains(Names.PROTOCOL))
        .findFirst();
  }

  private Described described(Part entity, Part descriptor) throws MalformedXmlException {
    String entityId = entity.attribute("entityID").orElse("");
    if (entityId.isBlank()) {
      throw new UnreadableMetadataException("The document does not say its entityID.");
    }
    String signIn =
        location(descriptor, "SingleSignOnService")
            .orElseThrow(
                () ->
                    new UnreadableMetadataException(
                        "The identity provider takes no requests by HTTP-Redirect."));
    List<String> warnings = new ArrayList<>();
    List<String> certificates = certificates(descriptor, warnings);
    String format = format(descriptor, warnings);
    String signOut = location(descriptor, "SingleLogoutService").orElse("");
    warn(entity, descriptor, warnings);
    return new Described(
        new SignIn.Saml(entityId, signIn, signOut, format, ""), certificates, warnings);
  }

  private static Optional<String> location(Part descriptor, String service) {
    return descriptor.all(Names.METADATA, service).stream()
        .filter(part -> part.attribute("Binding").equals(Optional.of(Names.REDIRECT)))
        .flatMap(part -> part.attribute("Location").stream())
        .findFirst();
  }

  private List<String> certificates(Part descriptor, List<String> warnings)
      throws MalformedXmlException {
    List<String> pems = new ArrayList<>();
    for (Part key : descriptor.all(Names.METADATA, "KeyDescriptor")) {
      if (key.attribute("use").orElse("signing").equals("signing")) {
        for (Part info : key.all(Names.SIGNATURE, "KeyInfo")) {
          for (Part data : info.all(Names.SIGNATURE, "X509Data")) {
            for (Part certificate : data.all(Names.SIGNATURE, "X509Certificate")) {
              pem(certificate.value(), warnings)
                  .filter(p -> !pems.contains(p))
                  .ifPresent(pems::add);
            }
          }
        }
      }
    }
    if (pems.isEmpty()) {
      throw new UnreadableMetadataException(
          "The document has no certificate of a key that signs and that is taken.");
    }
    if (pems.size() > MAX_CERTIFICATES) {
      throw new UnreadableMetadataException(
          "The document has more than " + MAX_CERTIFICATES + " certificates.");
    }
    return pems;
  }

  /** Empty when it is none, or of a key that is not taken. */
  private Optional<String> pem(String base64, List<String> warnings) {
    try {
      X509Certificate certificate =
          Certificates.read(Base64.getDecoder().decode(base64.replaceAll("\\s+", "")));
      if (!Certificates.isStrong(certificate.getPublicKey())) {
        warnings.add("A certificate is left out: its key is too weak, or of a kind not taken.");
        return Optional.empty();
      }
      Instant until = certificate.getNotAfter().toInstant();
      if (until.isBefore(clock.instant())) {
        warnings.add(
            "A certificate ran out on "
                + until.atOffset(ZoneOffset.UTC).toLocalDate()
                + "; its key is trusted nevertheless.");
      }
      return Optional.of(
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                  .encodeToString(certificate.getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    } catch (IllegalArgumentException | CertificateException malformed) {
      warnings.add("A certificate is left out: it is no X.509 certificate.");
      return Optional.empty();
    }
  }

  /** The one to ask for; the unspecified one leaves it to the identity provider. */
  private static String format(Part descriptor, List<String> warnings)
      throws MalformedXmlException {
    List<String> formats = new ArrayList<>();
    for (Part format : descriptor.all(Names.METADATA, "NameIDFormat")) {
      formats.add(format.value().strip());
    }
    if (formats.isEmpty() || formats.contains(SignIn.Saml.PERSISTENT)) {
      return SignIn.Saml.PERSISTENT;
    }
    warnings.add(
        "It does not offer persistent NameIDs; set subjectAttribute to an attribute that never"
            + " changes.");
    return Names.UNSPECIFIED;
  }

  private void warn(Part entity, Part descriptor, List<String> warnings) {
    if (List.of("true", "1").contains(descriptor.attribute("WantAuthnRequestsSigned").orElse(""))) {
      warnings.add("It wants requests to be signed; they are not, so this has to be switched off.");
    }
    if (Stream.of(entity, descriptor)
        .flatMap(part -> part.attribute("validUntil").stream())
        .anyMatch(this::isOver)) {
      warnings.add("The document says that it is out of date; fetch a new one.");
    }
  }

  private boolean isOver(String time) {
    try {
      return OffsetDateTime.parse(time).toInstant().isBefore(clock.instant());
    } catch (DateTimeException malformed) {
      return true;
    }
  }
}
