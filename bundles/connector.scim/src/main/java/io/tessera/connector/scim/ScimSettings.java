package io.tessera.connector.scim;

import io.tessera.connector.http.TargetUrl;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.model.ResourceType;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a SCIM connector, checked. */
public final class ScimSettings {
  private static final int MOST_MEMBERS = 1_000;
  private static final int LARGEST_PAGE = 1_000;

  private final Endpoint users;
  private final Optional<Endpoint> groups;
  private final UpdateMode updateMode;
  private final int membersPerRequest;
  private final int pageSize;
  private final UserStoreDomain domain;

  enum UpdateMode {
    PATCH,
    PUT,
    /** By PATCH, unless the service announces that it has none. */
    AUTO
  }

  private ScimSettings(Builder given, Endpoint users, UpdateMode updateMode) {
    this.users = users;
    this.groups = Optional.ofNullable(given.groups);
    this.updateMode = updateMode;
    this.membersPerRequest = given.membersPerRequest;
    this.pageSize = given.pageSize;
    this.domain = given.domain;
  }

  public static Builder builder(Dialect dialect) {
    return new Builder(dialect);
  }

  Endpoint users() {
    return users;
  }

  Optional<Endpoint> groups() {
    return groups;
  }

  Endpoint required(ObjectType type) throws TargetFailure {
    if (type == ObjectType.USER) {
      return users;
    }
    return groups.orElseThrow(
        () ->
            TargetFailure.of(FailureKind.CONFIGURATION, "There is no groups URL; set groupsUrl."));
  }

  UpdateMode updateMode() {
    return updateMode;
  }

  int membersPerRequest() {
    return membersPerRequest;
  }

  int pageSize() {
    return pageSize;
  }

  UserStoreDomain domain() {
    return domain;
  }

  @Override
  public String toString() {
    return users.uri().toString();
  }

  /**
   * Takes settings one by one; each method throws {@link ConfigurationException} with the property
   * it is named after. Not safe for use by several threads.
   */
  public static final class Builder {
    private final Dialect dialect;
    private @Nullable Endpoint users;
    private @Nullable Endpoint groups;
    private String updateMode = "patch";
    private int membersPerRequest = 100;
    private int pageSize = 200;
    private UserStoreDomain domain = new UserStoreDomain("");

    private Builder(Dialect dialect) {
      this.dialect = dialect;
    }

    /**
     * {@code usersUrl}, {@code userKeyAttribute} and {@code userFilter}.
     *
     * @param key an attribute's path; not looked at where there is a filter
     * @param filter with target attributes in braces; may be empty
     */
    public Builder users(String url, String key, String filter) {
      users =
          new Endpoint(
              ResourceType.USER,
              TargetUrl.of("usersUrl", url),
              filter("user", key, filter),
              dialect);
      return this;
    }

    /** {@code groupsUrl}, {@code groupKeyAttribute} and {@code groupFilter}; no URL: no groups. */
    public Builder groups(String url, String key, String filter) {
      if (!url.isBlank()) {
        groups =
            new Endpoint(
                ResourceType.GROUP,
                TargetUrl.of("groupsUrl", url),
                filter("group", key, filter),
                dialect);
      }
      return this;
    }

    private static LookupFilter filter(String type, String key, String filter) {
      if (!filter.isBlank()) {
        return LookupFilter.of(type + "Filter", filter);
      }
      String attribute = key.strip();
      if (attribute.isEmpty()) {
        throw new ConfigurationException(type + "KeyAttribute", "is missing; set it.");
      }
      return LookupFilter.of(type + "KeyAttribute", attribute + " eq {" + attribute + "}");
    }

    /** {@code updateMode}: {@code patch}, {@code put} or {@code auto}. */
    public Builder updateMode(String mode) {
      updateMode = mode;
      return this;
    }

    /** {@code membersPerRequest}: 1 to 1000. */
    public Builder membersPerRequest(int members) {
      membersPerRequest = between("membersPerRequest", members, MOST_MEMBERS);
      return this;
    }

    /** {@code pageSize}: 1 to 1000. */
    public Builder pageSize(int resources) {
      pageSize = between("pageSize", resources, LARGEST_PAGE);
      return this;
    }

    /** {@code userStoreDomain}: a name without a slash; empty: none. */
    public Builder userStoreDomain(String name) {
      domain = UserStoreDomain.of("userStoreDomain", name);
      return this;
    }

    public ScimSettings build() {
      if (users == null) {
        throw new ConfigurationException("usersUrl", "is missing; set it.");
      }
      return new ScimSettings(this, users, mode(updateMode.strip().toLowerCase(Locale.ROOT)));
    }

    private static UpdateMode mode(String text) {
      return switch (text) {
        case "patch" -> UpdateMode.PATCH;
        case "put" -> UpdateMode.PUT;
        case "auto" -> UpdateMode.AUTO;
        default ->
            throw new ConfigurationException(
                "updateMode", "is none of patch, put and auto; choose one.");
      };
    }

    private static int between(String property, int value, int most) {
      if (value < 1 || value > most) {
        throw new ConfigurationException(
            property, "is " + value + "; allowed are 1 to " + most + ".");
      }
      return value;
    }
  }
}
