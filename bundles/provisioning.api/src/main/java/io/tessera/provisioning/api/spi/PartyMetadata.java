package io.tessera.provisioning.api.spi;

import io.tessera.provisioning.api.admin.SignIn;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads how a party describes itself, so that nobody has to type it. What is read is a proposal: it
 * is the operator who trusts it, and where the document comes from, as no signature of it is
 * verified.
 */
@ConsumerType
public interface PartyMetadata {
  /**
   * What a document says.
   *
   * @param document XML, at most 1 MiB
   * @throws UnreadableMetadataException it is no description of one identity provider that can be
   *     used
   */
  Described read(byte[] document);

  /**
   * An identity provider as it describes itself.
   *
   * @param saml its settings; {@code subjectAttribute} is left to the operator
   * @param certificates X.509 in PEM, with the frame, of the keys it signs with
   * @param warnings sentences about what an operator should know: what it wants and we do not do,
   *     what runs out
   */
  record Described(SignIn.Saml saml, List<String> certificates, List<String> warnings) {
    public Described {
      certificates = List.copyOf(certificates);
      warnings = List.copyOf(warnings);
    }
  }

  /** A document that is no description; the message is a sentence for the operator. */
  final class UnreadableMetadataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableMetadataException(String message) {
      super(message);
    }
  }
}
