package io.tessera.connector.scim2.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.http.Authentication;
import io.tessera.connector.http.AuthenticationSettings;
import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.scim.Dialect;
import io.tessera.connector.scim.ScimService;
import io.tessera.connector.scim.ScimSettings;
import io.tessera.connector.spi.Connector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of a SCIM 2.0 service (RFC 7643, RFC 7644) as the operations say. */
@Component(
    name = ScimConnector.PID,
    service = Connector.class,
    configurationPid = ScimConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ScimConnector.Config.class, factory = true)
public final class ScimConnector extends ScimService {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.scim2";

  private static final Dialect DIALECT = new Scim2Dialect();

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "SCIM 2.0 service",
      description = "Creates, changes and removes users and groups of a service that speaks SCIM.")
  public @interface Config {
    @AttributeDefinition(
        name = "Users URL",
        description = "The endpoint of users, such as https://app.example.org/scim/v2/Users.")
    String usersUrl();

    @AttributeDefinition(
        name = "Groups URL",
        description = "The endpoint of groups. Empty: this target has no groups.",
        required = false)
    String groupsUrl() default "";

    @AttributeDefinition(
        name = "Authentication",
        description = "How the service is told who we are.",
        required = false,
        options = {
          @Option(label = "Whichever is set below", value = ""),
          @Option(label = "User and password (Basic)", value = "basic"),
          @Option(label = "Bearer token", value = "bearer"),
          @Option(label = "API key in a header", value = "apiKey"),
          @Option(label = "OAuth client credentials", value = "clientCredentials"),
          @Option(
              label = "OAuth client credentials, client in the form",
              value = "clientCredentialsInForm"),
          @Option(label = "None", value = "none")
        })
    String authentication() default "";

    @AttributeDefinition(
        name = "User",
        description = "User name for Basic authentication.",
        required = false)
    String user() default "";

    @AttributeDefinition(
        name = "Password",
        description = "Password for Basic authentication.",
        type = PASSWORD,
        required = false)
    String _password() default "";

    @AttributeDefinition(
        name = "Token",
        description = "Bearer token, where the service wants one instead of a password.",
        type = PASSWORD,
        required = false)
    String _token() default "";

    @AttributeDefinition(
        name = "API key header",
        description = "The header an API key goes in, such as X-API-Key.",
        required = false)
    String apiKeyHeader() default "";

    @AttributeDefinition(
        name = "API key",
        description = "The key, as the service gave it.",
        type = PASSWORD,
        required = false)
    String _apiKey() default "";

    @AttributeDefinition(
        name = "Token URL",
        description = "Where OAuth access tokens are fetched.",
        required = false)
    String tokenUrl() default "";

    @AttributeDefinition(
        name = "Client id",
        description = "Who we are at the token URL.",
        required = false)
    String clientId() default "";

    @AttributeDefinition(
        name = "Client secret",
        description = "Its secret.",
        type = PASSWORD,
        required = false)
    String _clientSecret() default "";

    @AttributeDefinition(
        name = "Scope",
        description = "The scopes to ask for, with blanks between. Empty: none is named.",
        required = false)
    String scope() default "";

    @AttributeDefinition(
        name = "Trusted certificates",
        description =
            "Certificates (PEM) of the authorities to trust, or the path of a file with"
                + " them. Empty: those the Java runtime trusts.",
        required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(
        name = "Update by",
        description =
            "How changes are written. PUT reads the resource first, so that attributes"
                + " which are not ours survive.",
        options = {
          @Option(label = "PATCH", value = "patch"),
          @Option(label = "PUT", value = "put"),
          @Option(label = "PATCH where the service announces it, else PUT", value = "auto")
        })
    String updateMode() default "patch";

    @AttributeDefinition(
        name = "User key attribute",
        description = "The attribute that identifies a user when an existing one is to be adopted.")
    String userKeyAttribute() default "userName";

    @AttributeDefinition(name = "Group key attribute", description = "As for users.")
    String groupKeyAttribute() default "displayName";

    @AttributeDefinition(
        name = "User filter",
        description =
            "Finds a user to adopt in place of the key attribute. Target attributes in braces"
                + " are replaced by their quoted values, as in userName eq {userName} or"
                + " externalId eq {externalId}.",
        required = false)
    String userFilter() default "";

    @AttributeDefinition(name = "Group filter", description = "As for users.", required = false)
    String groupFilter() default "";

    @AttributeDefinition(
        name = "User store domain",
        description =
            "The user store of the service that names belong to; written in front of user and"
                + " group names, as in SALES/alice. Empty: none.",
        required = false)
    String userStoreDomain() default "";

    @AttributeDefinition(
        name = "Page size",
        description = "Most resources asked for at once when all are listed.",
        min = "1",
        max = "1000")
    int pageSize() default 200;

    @AttributeDefinition(
        name = "Members per request",
        description = "Most members added or removed by one request.",
        min = "1",
        max = "1000")
    int membersPerRequest() default 100;

    @AttributeDefinition(
        name = "Connect time-out (ms)",
        description = "Longest wait for a connection to be opened.",
        min = "100",
        max = "120000")
    int connectTimeoutMillis() default 5_000;

    @AttributeDefinition(
        name = "Request time-out (ms)",
        description = "Longest wait for the whole answer to one request.",
        min = "100",
        max = "600000")
    int requestTimeoutMillis() default 15_000;
  }

  @Activate
  public ScimConnector(Config config) {
    super(http(config), settings(config), DIALECT);
  }

  private static ScimSettings settings(Config config) {
    return ScimSettings.builder(DIALECT)
        .users(config.usersUrl(), config.userKeyAttribute(), config.userFilter())
        .groups(config.groupsUrl(), config.groupKeyAttribute(), config.groupFilter())
        .updateMode(config.updateMode())
        .membersPerRequest(config.membersPerRequest())
        .pageSize(config.pageSize())
        .userStoreDomain(config.userStoreDomain())
        .build();
  }

  private static HttpSettings http(Config config) {
    Authentication authentication =
        AuthenticationSettings.of(config.authentication())
            .basic(config.user(), config._password())
            .bearer(config._token())
            .apiKey(config.apiKeyHeader(), config._apiKey())
            .clientCredentials(
                config.tokenUrl(), config.clientId(), config._clientSecret(), config.scope())
            .checked();
    return HttpSettings.of(
        authentication,
        config.trustedCertificates(),
        config.connectTimeoutMillis(),
        config.requestTimeoutMillis());
  }
}
