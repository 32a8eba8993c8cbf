package io.tessera.connector.xml;

/**
 * The header of WS-Security that signs in with a name and a password in clear text (OASIS
 * UsernameToken Profile 1.1); for TLS only.
 */
public final class UsernameToken {
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String PASSWORD_TEXT =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
          + "#PasswordText";

  private final String user;
  private final String password;

  public UsernameToken(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /** The header block. */
  public XmlElement header(SoapVersion version) {
    XmlElement token =
        XmlElement.of(WSSE, "UsernameToken")
            .child(WSSE, "Username", user)
            .child(
                XmlElement.of(WSSE, "Password")
                    .attribute("Type", PASSWORD_TEXT)
                    .text(password)
                    .build())
            .build();
    return XmlElement.of(WSSE, "Security")
        .attribute("{" + version.namespace() + "}mustUnderstand", "1")
        .child(token)
        .build();
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "UsernameToken";
  }
}
