package io.tessera.connector.soap.internal;

import io.tessera.connector.http.Authentication;
import io.tessera.connector.http.AuthenticationSettings;
import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.soap.internal.Contract.Wanted;
import io.tessera.connector.soap.internal.Messages.Clearing;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.xml.SoapVersion;
import io.tessera.connector.xml.UsernameToken;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked.
 *
 * @param token null: the sign-in is HTTP's
 * @param whole whether an update has to send what it does not change as well
 */
record SoapSettings(
    HttpSettings http,
    @Nullable UsernameToken token,
    Wanted wanted,
    Clearing clearing,
    FaultRules faults,
    Mapping users,
    Mapping groups,
    Extras extras,
    String passwordAttribute,
    boolean whole,
    int pageSize,
    int membersPerRequest) {
  private static final int LARGEST_ANSWER = 16 << 20;

  /** What is done besides creating, changing and deleting. */
  record Extras(
      Optional<Call> enableUser,
      Optional<Call> disableUser,
      Optional<Call> setPassword,
      Optional<Call> addMember,
      Optional<Call> removeMember,
      Optional<Call> addGroupMember,
      Optional<Call> removeGroupMember) {
    Stream<Call> calls() {
      return Stream.of(
              enableUser,
              disableUser,
              setPassword,
              addMember,
              removeMember,
              addGroupMember,
              removeGroupMember)
          .flatMap(Optional::stream);
    }
  }

  static SoapSettings of(SoapConnector.Config config) {
    boolean inMessage = config.authentication().strip().equalsIgnoreCase("usernameToken");
    return new SoapSettings(
        HttpSettings.of(
                authentication(config, inMessage),
                config.trustedCertificates(),
                config.connectTimeoutMillis(),
                config.requestTimeoutMillis())
            .withLargestAnswer(LARGEST_ANSWER),
        inMessage ? token(config) : null,
        wanted(config),
        clearing(config.emptyValues()),
        FaultRules.of(config.faults()),
        users(config),
        groups(config),
        extras(config),
        required("passwordAttribute", config.passwordAttribute()),
        whole(config),
        between("pageSize", config.pageSize(), 1, 10_000),
        between("membersPerRequest", config.membersPerRequest(), 1, 1_000));
  }

  private static Authentication authentication(SoapConnector.Config config, boolean inMessage) {
    return inMessage
        ? Authentication.none()
        : AuthenticationSettings.of(config.authentication())
            .basic(config.user(), config._password())
            .bearer(config._token())
            .checked();
  }

  private static UsernameToken token(SoapConnector.Config config) {
    return new UsernameToken(
        required("user", config.user()), required(".password", config._password()));
  }

  private static Wanted wanted(SoapConnector.Config config) {
    String port = config.port().strip();
    Optional<SoapVersion> version = version(config.soapVersion());
    return new Wanted(
        name -> port.isEmpty() || port.equals(name),
        offered -> version.isEmpty() || version.get() == offered,
        config.endpoint().isBlank() ? null : ServiceUrl.of("endpoint", config.endpoint()));
  }

  private static Optional<SoapVersion> version(String text) {
    return switch (text.strip()) {
      case "", "auto" -> Optional.empty();
      case "1.1" -> Optional.of(SoapVersion.SOAP_1_1);
      case "1.2" -> Optional.of(SoapVersion.SOAP_1_2);
      default ->
          throw new ConfigurationException("soapVersion", "is none of auto, 1.1, 1.2; choose one.");
    };
  }

  private static Clearing clearing(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "auto" -> Clearing.AUTO;
      case "empty" -> Clearing.EMPTY;
      case "nil" -> Clearing.NIL;
      case "omit" -> Clearing.OMIT;
      default ->
          throw new ConfigurationException(
              "emptyValues", "is none of auto, empty, nil, omit; choose one.");
    };
  }

  private static Mapping users(SoapConnector.Config config) {
    Mapping users =
        new Mapping(
            required("userKeyAttribute", config.userKeyAttribute()),
            readable(
                "userAttributes",
                Mapping.attributes("userAttributes", config.userAttributes()),
                config.passwordAttribute()),
            Call.of("createUser", config.createUser()),
            Call.of("updateUser", config.updateUser()),
            Call.of("deleteUser", config.deleteUser()),
            Call.of("getUser", config.getUser()),
            Call.of("findUser", config.findUser()),
            Call.of("listUsers", config.listUsers()));
    if (users.create().isEmpty()) {
      throw new ConfigurationException("createUser", "is missing; set it.");
    }
    requireIds(users);
    return users;
  }

  /** What is read back must not be a password. */
  private static Map<String, Path> readable(
      String property, Map<String, Path> attributes, String password) {
    if (attributes.containsKey(password.strip())) {
      throw new ConfigurationException(
          property,
          "names the password attribute; send it as $password in createUser or setPassword.");
    }
    return attributes;
  }

  private static Mapping groups(SoapConnector.Config config) {
    Mapping groups =
        new Mapping(
            required("groupKeyAttribute", config.groupKeyAttribute()),
            Mapping.attributes("groupAttributes", config.groupAttributes()),
            Call.of("createGroup", config.createGroup()),
            Call.of("updateGroup", config.updateGroup()),
            Call.of("deleteGroup", config.deleteGroup()),
            Call.of("getGroup", config.getGroup()),
            Call.of("findGroup", config.findGroup()),
            Call.of("listGroups", config.listGroups()));
    requireIds(groups);
    return groups;
  }

  private static void requireIds(Mapping mapping) {
    Stream.of(mapping.find(), mapping.list())
        .flatMap(Optional::stream)
        .filter(call -> !call.reads(Call.ID))
        .findFirst()
        .ifPresent(
            call -> {
              throw new ConfigurationException(
                  call.property(), "does not say where the id is; add a line $id <- path.");
            });
    Optional<Call> create = mapping.create().filter(c -> !c.reads(Call.ID));
    if (create.isPresent() && mapping.find().isEmpty()) {
      throw new ConfigurationException(
          create.get().property(),
          "does not say where the new id is; add a line $id <- path, or say how to find one.");
    }
  }

  private static Extras extras(SoapConnector.Config config) {
    return new Extras(
        Call.of("enableUser", config.enableUser()),
        Call.of("disableUser", config.disableUser()),
        Call.of("setPassword", config.setPassword()),
        Call.of("addMember", config.addMember()),
        Call.of("removeMember", config.removeMember()),
        Call.of("addGroupMember", config.addGroupMember()),
        Call.of("removeGroupMember", config.removeGroupMember()));
  }

  private static boolean whole(SoapConnector.Config config) {
    return switch (config.updateBy().strip().toLowerCase(Locale.ROOT)) {
      case "", "changes" -> false;
      case "whole" -> {
        if (config.getUser() == null || config.getUser().length == 0) {
          throw new ConfigurationException(
              "getUser", "is needed to update accounts as a whole; set it.");
        }
        yield true;
      }
      default ->
          throw new ConfigurationException("updateBy", "is neither changes nor whole; choose one.");
    };
  }

  Mapping mapping(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }

  private static String required(String property, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return text.strip();
  }

  private static int between(String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + least + " to " + most + ".");
    }
    return value;
  }

  /** Leaves secrets out. */
  @Override
  public String toString() {
    return "SoapSettings";
  }
}
