package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A thing as a file wants it, checked for its form.
 *
 * @param content without {@code kind}
 */
record Desired(Kind kind, Document document, Attributes content) {
  /** Of a target; what is left out of it stays as it is. */
  static final String DELIVERY = "delivery";

  /** Of an identity provider; likewise. */
  static final String SIGN_IN = "signIn";

  /** What can be applied, in the order in which it must be. */
  enum Kind {
    IDENTITY_PROVIDER("identity-provider", Named.IDENTITY_PROVIDER),
    USER_STORE("user-store", Named.USER_STORE),
    TOKEN_ISSUER("token-issuer", Named.TOKEN_ISSUER),
    SCHEMA("schema", Named.SCHEMA),
    TARGET("target", Named.TARGET),
    SERVICE_PROVIDER("service-provider", Named.SERVICE_PROVIDER),
    ROLE("role", Named.ROLE),
    BIRTHRIGHT_RULE("birthright-rule", Named.BIRTHRIGHT_RULE),
    RULE("rule", Named.RULE),
    ALERT_CHANNEL("alert-channel", Named.ALERT_CHANNEL);

    private final String word;
    private final Named named;

    Kind(String word, Named named) {
      this.word = word;
      this.named = named;
    }

    private Set<String> fields() {
      return switch (this) {
        case IDENTITY_PROVIDER ->
            Set.of(
                "name",
                "displayName",
                "description",
                "enabled",
                "homeRealmId",
                "alias",
                "certificates",
                "jwksUri",
                "claimMappings",
                "roleMappings",
                "unmappedRoles",
                "provisioningRoles",
                "provisionedAttributes",
                "identifierPattern",
                "identifierSeparator",
                "tenantDomain",
                "defaultTarget",
                SIGN_IN);
        case USER_STORE -> Set.of("name", "description");
        case TOKEN_ISSUER ->
            Set.of(
                "name",
                "description",
                "enabled",
                "issuer",
                "audience",
                "algorithms",
                "callerClaim",
                "scopeClaim",
                "keySet",
                "keySetUri");
        case SERVICE_PROVIDER ->
            Set.of(
                "name",
                "description",
                "enabled",
                "userStore",
                "scopes",
                "secretsAllowed",
                "subjects",
                "certificates",
                "redirectUris",
                "mode",
                "targets");
        case SCHEMA -> Set.of("schemas", "id", "name", "description", "extends", "attributes");
        case TARGET ->
            Set.of(
                "name",
                "identityProvider",
                "connectorType",
                "enabled",
                "settings",
                "policyMap",
                DELIVERY);
        case ROLE ->
            Set.of("name", "displayName", "description", "targets", "entitlements", "includes");
        case RULE ->
            Set.of(
                "name",
                "description",
                "enabled",
                "targets",
                "serviceProviders",
                "resourceTypes",
                "operations",
                "effect",
                "roles",
                "condition",
                "window",
                "validFrom",
                "validUntil",
                "xacml");
        case ALERT_CHANNEL ->
            Set.of("name", "type", "enabled", "settings", "conditions", "targets");
        case BIRTHRIGHT_RULE ->
            Set.of(
                "name",
                "description",
                "enabled",
                "condition",
                "roles",
                "startsFrom",
                "startsDays",
                "endsFrom",
                "endsDays");
      };
    }

    String word() {
      return word;
    }

    /** The field that says which one is meant. */
    String key() {
      return this == SCHEMA ? "id" : "name";
    }

    Named named() {
      return named;
    }

    /** Whether it has settings of its own kind, secrets among them. */
    boolean hasSettings() {
      return this == TARGET || this == ALERT_CHANNEL;
    }
  }

  String name() {
    return Table.cell(content, kind.key());
  }

  /** For messages: {@code target hr-directory}. */
  String title() {
    return title(name());
  }

  private String title(String other) {
    return kind.word() + " " + other;
  }

  /** All that the documents want, what others need before what needs it. */
  static List<Desired> in(List<Document> documents) throws CommandException {
    List<Desired> all = new ArrayList<>();
    for (Document document : documents) {
      all.add(of(document));
    }
    refuseDoubles(all);
    all.sort((a, b) -> a.kind().compareTo(b.kind()));
    return neededFirst(all);
  }

  /** What needs others of its kind comes behind them; where they circle, the server says so. */
  private static List<Desired> neededFirst(List<Desired> all) {
    Set<String> open = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.forEach(d -> open.add(d.title()));
    List<Desired> sorted = new ArrayList<>();
    List<Desired> rest = new ArrayList<>(all);
    while (!rest.isEmpty()) {
      Desired next = rest.stream().filter(d -> !d.needsAny(open)).findFirst().orElse(rest.get(0));
      rest.remove(next);
      sorted.add(next);
      open.remove(next.title());
    }
    sorted.sort((a, b) -> a.kind().compareTo(b.kind()));
    return sorted;
  }

  private boolean needsAny(Set<String> open) {
    return needed()
        .filter(name -> !name.equalsIgnoreCase(name()))
        .anyMatch(name -> open.contains(title(name)));
  }

  /** Names of others of the same kind. */
  private Stream<String> needed() {
    return switch (kind) {
      case ROLE -> Named.texts(content, "includes").stream();
      case TARGET ->
          Named.objects(content.complex(DELIVERY), "dependsOn").stream()
              .map(dependency -> Table.cell(dependency, "target"));
      default -> Stream.empty();
    };
  }

  private static Desired of(Document document) throws CommandException {
    Attributes content = document.content();
    String word = content.text("kind").orElse("");
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.word().equals(word))
            .findFirst()
            .orElseThrow(() -> wrong(document, "\"kind\" must be one of " + words() + "."));
    Attributes rest = content.without("kind");
    Set<String> unknown = new TreeSet<>(rest.names());
    unknown.removeAll(kind.fields());
    if (!unknown.isEmpty()) {
      throw wrong(document, "unknown fields of " + kind.word() + ": " + unknown);
    }
    if (rest.text(kind.key()).isEmpty()) {
      throw wrong(document, "\"" + kind.key() + "\" is required.");
    }
    if (rest.get("settings").filter(s -> !(s instanceof Value.Complex)).isPresent()) {
      throw wrong(document, "\"settings\" must be an object.");
    }
    return new Desired(kind, document, rest);
  }

  private static String words() {
    return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
  }

  private static void refuseDoubles(List<Desired> all) throws CommandException {
    Set<String> seen = new TreeSet<>();
    for (Desired desired : all) {
      if (!seen.add(desired.title())) {
        throw wrong(desired.document(), desired.title() + " is there twice.");
      }
    }
  }

  static CommandException wrong(Document document, String what) {
    return CommandException.failed(document.place() + ": " + what);
  }
}
