package io.tessera.connector.spml.internal;

import io.tessera.connector.http.Authentication;
import io.tessera.connector.http.AuthenticationSettings;
import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.http.TargetUrl;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.xml.SoapVersion;
import io.tessera.connector.xml.UsernameToken;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked.
 *
 * @param token null: the sign-in is HTTP's
 * @param passwordByRequest whether passwords have a request of their own
 * @param suspends whether accounts can be suspended
 */
record SpmlSettings(
    HttpSettings http,
    @Nullable UsernameToken token,
    URI endpoint,
    SoapVersion version,
    String targetId,
    Kind users,
    Kind groups,
    String classAttribute,
    String memberAttribute,
    String passwordAttribute,
    boolean passwordByRequest,
    boolean suspends,
    int pageSize) {
  private static final int LARGEST_ANSWER = 16 << 20;

  /**
   * Users or groups.
   *
   * @param objectClass value of the class attribute
   * @param container where they are created and looked for; empty: wherever the provider likes
   */
  record Kind(String objectClass, String keyAttribute, String container) {}

  static SpmlSettings of(SpmlConnector.Config config) {
    boolean inMessage = config.authentication().strip().equalsIgnoreCase("usernameToken");
    return new SpmlSettings(
        HttpSettings.of(
                authentication(config, inMessage),
                config.trustedCertificates(),
                config.connectTimeoutMillis(),
                config.requestTimeoutMillis())
            .withLargestAnswer(LARGEST_ANSWER),
        inMessage ? token(config) : null,
        TargetUrl.of("url", config.url()),
        version(config.soapVersion()),
        config.targetId().strip(),
        new Kind(
            required("userObjectClass", config.userObjectClass()),
            required("userKeyAttribute", config.userKeyAttribute()),
            config.userContainer().strip()),
        new Kind(
            required("groupObjectClass", config.groupObjectClass()),
            required("groupKeyAttribute", config.groupKeyAttribute()),
            config.groupContainer().strip()),
        required("classAttribute", config.classAttribute()),
        required("memberAttribute", config.memberAttribute()),
        required("passwordAttribute", config.passwordAttribute()),
        byRequest(config.passwordBy()),
        config.suspend(),
        pageSize(config.pageSize()));
  }

  private static Authentication authentication(SpmlConnector.Config config, boolean inMessage) {
    return inMessage
        ? Authentication.none()
        : AuthenticationSettings.of(config.authentication())
            .basic(config.user(), config._password())
            .bearer(config._token())
            .checked();
  }

  private static UsernameToken token(SpmlConnector.Config config) {
    return new UsernameToken(
        required("user", config.user()), required(".password", config._password()));
  }

  private static SoapVersion version(String text) {
    return switch (text.strip()) {
      case "", "1.1" -> SoapVersion.SOAP_1_1;
      case "1.2" -> SoapVersion.SOAP_1_2;
      default ->
          throw new ConfigurationException("soapVersion", "is neither 1.1 nor 1.2; choose one.");
    };
  }

  private static boolean byRequest(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "request" -> true;
      case "attribute" -> false;
      default ->
          throw new ConfigurationException(
              "passwordBy", "is neither request nor attribute; choose one.");
    };
  }

  private static int pageSize(int value) {
    if (value < 1 || value > 10_000) {
      throw new ConfigurationException("pageSize", "is " + value + "; allowed are 1 to 10000.");
    }
    return value;
  }

  private static String required(String property, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return text.strip();
  }

  Kind kind(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }

  /** Leaves secrets out. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
