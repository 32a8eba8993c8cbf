package io.tessera.provisioning.internal.rules;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.internal.configuration.ReadAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What has to hold of the user or group for a rule: an expression over {@code user}, {@code
 * enterprise} and {@code group}, {@code member} with the names of its groups and roles, and {@code
 * request} with what is asked.
 */
final class Condition {
  private static final String USER = "user";
  private static final String GROUP = "group";
  private static final String ENTERPRISE = "enterprise";
  private static final String MEMBER = "member";
  private static final String GROUPS = "groups";
  private static final String ROLES = "roles";
  private static final String REQUEST = "request";
  private static final Set<String> MEMBER_OF = Set.of(GROUPS, "roles");
  private static final Set<String> ASKED =
      Set.of("operation", "target", "connectorType", "identityProvider", "serviceProvider");

  private final Expression expression;

  /**
   * @throws ExpressionException it does not compile
   */
  Condition(String source, ExpressionEngine expressions) {
    this.expression = expressions.compile(source, Set.of(USER, GROUP, ENTERPRISE, MEMBER, REQUEST));
  }

  boolean readsGroups() {
    return expression.reads().stream()
        .anyMatch(read -> read.get(0).equals(MEMBER) && !read.equals(List.of(MEMBER, "roles")));
  }

  /** Whether it asks for the roles of the user, whatever their names. */
  boolean readsRoles() {
    return expression.reads().stream()
        .filter(read -> Set.of(MEMBER, USER).contains(read.get(0)))
        .anyMatch(read -> read.size() == 1 || read.get(1).equals(ROLES));
  }

  /** The first thing it names that there is not, as it is written. */
  Optional<String> unknown(Function<ResourceType, ResourceSchema> schemas) {
    return expression.reads().stream()
        .filter(read -> !isKnown(read, schemas))
        .map(read -> String.join(".", read))
        .sorted()
        .findFirst();
  }

  private static boolean isKnown(List<String> read, Function<ResourceType, ResourceSchema> of) {
    List<String> below = read.subList(1, read.size());
    return switch (read.get(0)) {
      case MEMBER -> below.isEmpty() || MEMBER_OF.contains(below.get(0));
      case REQUEST -> below.isEmpty() || ASKED.contains(below.get(0));
      case ENTERPRISE ->
          below.isEmpty()
              || new ReadAttributes(of.apply(ResourceType.USER))
                  .has(BuiltInSchemas.ENTERPRISE_URN + ":" + String.join(".", below));
      case GROUP -> isAttribute(below, of.apply(ResourceType.GROUP));
      default -> isAttribute(below, of.apply(ResourceType.USER));
    };
  }

  private static boolean isAttribute(List<String> path, ResourceSchema schema) {
    return path.isEmpty() || new ReadAttributes(schema).has(path);
  }

  /**
   * @throws ExpressionException it cannot be said
   */
  boolean holds(RuleRequest request) {
    RuleRequest.Subject subject = request.subject();
    boolean isUser = subject.type() == ResourceType.USER;
    Map<String, Attributes> inputs =
        Map.of(
            isUser ? USER : GROUP,
            subject.attributes(),
            ENTERPRISE,
            isUser
                ? subject.attributes().complex(BuiltInSchemas.ENTERPRISE_URN)
                : Attributes.empty(),
            MEMBER,
            Attributes.builder()
                .put(GROUPS, texts(subject.groups()))
                .put("roles", texts(subject.roles()))
                .build(),
            REQUEST,
            asked(request));
    return expression.evaluate(inputs).equals(Value.bool(true));
  }

  private static Value texts(Collection<String> names) {
    return Value.many(names.stream().sorted().map(Value::text).toList());
  }

  private static Attributes asked(RuleRequest request) {
    RuleRequest.Resource resource = request.resource();
    return Attributes.builder()
        .put("operation", request.operation().name().toLowerCase(Locale.ROOT))
        .put("target", resource.target())
        .put("connectorType", resource.connectorType())
        .put("identityProvider", resource.identityProvider())
        .put("serviceProvider", resource.serviceProvider())
        .build();
  }
}
