package io.tessera.connector.http;

import io.tessera.connector.http.Authentication.ClientAuthentication;
import io.tessera.connector.spi.ConfigurationException;
import java.util.Locale;

/**
 * The choice of an {@link Authentication} by settings. A connector takes over from its
 * configuration what its target may want, and asks for the one that is chosen; of a scheme that is
 * not taken over nothing is set. The settings are {@code authentication}, {@code user}, {@code
 * .password}, {@code .token}, {@code apiKeyHeader}, {@code .apiKey}, {@code tokenUrl}, {@code
 * clientId}, {@code .clientSecret} and {@code scope}.
 *
 * <pre>{@code
 * Authentication authentication =
 *     AuthenticationSettings.of(config.authentication())
 *         .basic(config.user(), config._password())
 *         .bearer(config._token())
 *         .checked();
 * }</pre>
 */
public final class AuthenticationSettings {
  private final String scheme;
  private String user = "";
  private String password = "";
  private String token = "";
  private String apiKeyHeader = "";
  private String apiKey = "";
  private String tokenUrl = "";
  private String clientId = "";
  private String clientSecret = "";
  private String scope = "";

  private AuthenticationSettings(String scheme) {
    this.scheme = scheme;
  }

  /**
   * Begins with the choice.
   *
   * @param scheme {@code none}, {@code basic}, {@code bearer}, {@code apiKey}, {@code
   *     clientCredentials} or {@code clientCredentialsInForm}, in any case; empty: whichever is set
   */
  public static AuthenticationSettings of(String scheme) {
    return new AuthenticationSettings(scheme.strip().toLowerCase(Locale.ROOT));
  }

  public AuthenticationSettings basic(String withUser, String andPassword) {
    user = withUser;
    password = andPassword;
    return this;
  }

  public AuthenticationSettings bearer(String withToken) {
    token = withToken.strip();
    return this;
  }

  public AuthenticationSettings apiKey(String inHeader, String key) {
    apiKeyHeader = inHeader;
    apiKey = key;
    return this;
  }

  public AuthenticationSettings clientCredentials(
      String url, String id, String secret, String forScope) {
    tokenUrl = url;
    clientId = id;
    clientSecret = secret;
    scope = forScope;
    return this;
  }

  /**
   * What was chosen.
   *
   * @throws ConfigurationException names the setting that is missing or cannot work
   */
  public Authentication checked() {
    return switch (scheme) {
      case "" -> byWhatIsSet();
      case "none" -> Authentication.none();
      case "basic" -> Authentication.basic(user, password);
      case "bearer" -> Authentication.bearer(token);
      case "apikey" -> Authentication.apiKey(apiKeyHeader, apiKey);
      case "clientcredentials" -> client(ClientAuthentication.BASIC);
      case "clientcredentialsinform" -> client(ClientAuthentication.FORM);
      default ->
          throw new ConfigurationException(
              "authentication",
              "is none of basic, bearer, apiKey, clientCredentials, clientCredentialsInForm,"
                  + " none; choose one.");
    };
  }

  private Authentication byWhatIsSet() {
    boolean basic = !user.isEmpty() || !password.isEmpty();
    if (basic && !token.isEmpty()) {
      throw new ConfigurationException(
          ".token", "is set together with a user or password; use one of them.");
    }
    if (basic) {
      return Authentication.basic(user, password);
    }
    if (!token.isEmpty()) {
      return Authentication.bearer(token);
    }
    if (!apiKey.isEmpty() || !apiKeyHeader.isBlank()) {
      return Authentication.apiKey(apiKeyHeader, apiKey);
    }
    if (!tokenUrl.isBlank() || !clientId.isBlank()) {
      return client(ClientAuthentication.BASIC);
    }
    throw new ConfigurationException(
        "authentication",
        "has nothing to go by; set user and .password, .token, .apiKey or a client's id.");
  }

  private Authentication client(ClientAuthentication by) {
    return Authentication.clientCredentials(tokenUrl, clientId, clientSecret, scope, by);
  }

  /** No secrets. */
  @Override
  public String toString() {
    return "AuthenticationSettings[" + scheme + "]";
  }
}
