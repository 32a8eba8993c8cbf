package io.tessera.connector.scim1.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.scim.Desired;
import io.tessera.connector.scim.Dialect;
import io.tessera.connector.scim.Members;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.net.URLEncoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** SCIM 1.1: draft-scim-core-schema-01 and draft-scim-api-01. */
final class Scim1Dialect implements Dialect {
  private static final String CORE = "urn:scim:schemas:core:1.0";
  private static final String ENTERPRISE = "urn:scim:schemas:extension:enterprise:1.0";
  private static final String MEMBERS = "members";

  /** What is read of every group. */
  private static final List<String> ALWAYS = List.of("displayName", "externalId", "meta");

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public String schema(ResourceType type) {
    return CORE;
  }

  @Override
  public String standard(String urn) {
    return urn.equalsIgnoreCase(ENTERPRISE) ? BuiltInSchemas.ENTERPRISE_URN : urn;
  }

  @Override
  public String announcement() {
    return "ServiceProviderConfigs";
  }

  /** What to leave out cannot be said, only what to give. */
  @Override
  public String withoutMembers(Set<String> attributes) {
    Set<String> names = new LinkedHashSet<>(ALWAYS);
    names.addAll(attributes);
    names.removeIf(MEMBERS::equalsIgnoreCase);
    return names.stream()
        .map(name -> URLEncoder.encode(name, UTF_8).replace("+", "%20"))
        .collect(Collectors.joining(",", "attributes=", ""));
  }

  /** draft-scim-api-01 section 3.9; there are no types of errors. */
  @Override
  public Refusal refusal(Attributes document) {
    String detail =
        document.get("Errors").orElse(Value.NONE).elements().stream()
            .filter(Value.Complex.class::isInstance)
            .flatMap(each -> ((Value.Complex) each).attributes().text("description").stream())
            .findFirst()
            .orElse("");
    return new Refusal("", detail);
  }

  /** The other elements of an attribute have to be sent as well. */
  @Override
  public boolean patchNeedsCurrent(List<Desired> wanted) {
    return wanted.stream().anyMatch(each -> each.path().element() != null);
  }

  @Override
  public Optional<Attributes> patch(ResourceType type, Attributes current, List<Desired> wanted) {
    return PartialResource.of(CORE, current, wanted);
  }

  @Override
  public Attributes adding(List<Member> members) {
    return ofMembers(Members.elements(members));
  }

  @Override
  public Attributes removing(List<Member> members) {
    return ofMembers(members.stream().map(Scim1Dialect::removal).toList());
  }

  private static Value removal(Member member) {
    return Value.complex(
        Attributes.builder().put("value", member.id().value()).put("operation", "delete").build());
  }

  private static Attributes ofMembers(List<Value> elements) {
    return Attributes.builder()
        .put("schemas", Value.many(List.of(Value.text(CORE))))
        .put(MEMBERS, Value.many(elements))
        .build();
  }
}
