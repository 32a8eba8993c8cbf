package io.tessera.connector.scim2.internal;

import io.tessera.connector.scim.Desired;
import io.tessera.connector.scim.Dialect;
import io.tessera.connector.scim.Members;
import io.tessera.connector.scim.ScimText;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** RFC 7643 and RFC 7644. */
final class Scim2Dialect implements Dialect {
  private static final String MEMBERS = "members";

  @Override
  public String mediaType() {
    return "application/scim+json";
  }

  @Override
  public String schema(ResourceType type) {
    return type == ResourceType.USER ? BuiltInSchemas.USER_URN : BuiltInSchemas.GROUP_URN;
  }

  @Override
  public String standard(String urn) {
    return urn;
  }

  @Override
  public String announcement() {
    return "ServiceProviderConfig";
  }

  /** All else is told anyway. */
  @Override
  public String withoutMembers(Set<String> attributes) {
    return "excludedAttributes=members";
  }

  /** RFC 7644 section 3.12. */
  @Override
  public Refusal refusal(Attributes document) {
    return new Refusal(document.text("scimType").orElse(""), document.text("detail").orElse(""));
  }

  /** To replace something in an element that is not there is an error. */
  @Override
  public boolean patchNeedsCurrent(List<Desired> wanted) {
    return wanted.stream().anyMatch(each -> each.path().element() != null);
  }

  @Override
  public Optional<Attributes> patch(ResourceType type, Attributes current, List<Desired> wanted) {
    List<Value> operations = Scim2Patch.operations(current, wanted);
    return operations.isEmpty() ? Optional.empty() : Optional.of(Scim2Patch.of(operations));
  }

  @Override
  public Attributes adding(List<Member> members) {
    return Scim2Patch.of(List.of(Scim2Patch.addAll(MEMBERS, Members.elements(members))));
  }

  @Override
  public Attributes removing(List<Member> members) {
    return Scim2Patch.of(members.stream().map(Scim2Dialect::removal).toList());
  }

  private static Value removal(Member member) {
    String id = ScimText.quoted(member.id().value());
    return Scim2Patch.remove(MEMBERS + "[value eq " + id + "]");
  }
}
