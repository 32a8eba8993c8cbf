package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.SignIn;

/**
 * What they call the person (SAML Core section 2.2.3).
 *
 * @param qualifier whose word it is; empty when not said
 * @param spQualifier who it is meant for; empty when not said
 */
record NameId(String value, String format, String qualifier, String spQualifier) {
  private static final int MAX_LENGTH = 256;

  /** One in a verified assertion. */
  static NameId of(Part part) throws RefusedSignInException, MalformedXmlException {
    return new NameId(
        identifier(part.value(), "NameID"),
        part.attribute("Format").orElse(Names.UNSPECIFIED),
        part.attribute("NameQualifier").orElse(""),
        part.attribute("SPNameQualifier").orElse(""));
  }

  /**
   * A name that can stand for a person for good: taken to the letter, so it must not be one that
   * looks like another.
   */
  static String identifier(String value, String what) throws RefusedSignInException {
    require(!value.isBlank(), "its " + what + " is empty");
    require(value.length() <= MAX_LENGTH, "its " + what + " is longer than 256 characters");
    require(
        value.strip().equals(value) && value.codePoints().noneMatch(NameId::isInvisible),
        "its " + what + " has blanks around it, or characters that cannot be seen");
    return value;
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE;
  }

  /**
   * Whether it is the same person's at every sign-in, and nobody else's ever.
   *
   * @param issuer what the identity provider calls itself
   * @param us what it calls us
   * @throws RefusedSignInException it is not, with what to do about it
   */
  void requirePersistent(String issuer, String us) throws RefusedSignInException {
    if (!format.equals(SignIn.Saml.PERSISTENT)) {
      throw Refusal.configuration(
          "The identity provider names people by a NameID that is not persistent; have it send one"
              + " of format "
              + SignIn.Saml.PERSISTENT
              + ", or set subjectAttribute to an attribute"
              + " that never changes.");
    }
    require(qualifier.isEmpty() || qualifier.equals(issuer), "its NameID is another party's");
    require(
        spQualifier.isEmpty() || us.equals(spQualifier), "its NameID is meant for another party");
  }
}
