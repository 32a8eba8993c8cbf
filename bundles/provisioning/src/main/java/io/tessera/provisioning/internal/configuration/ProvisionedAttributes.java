package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.IdentityProvider.ProvisionedAttribute;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an identity provider lets through of the policy maps of its targets: the rows of users for
 * these attributes, and for what names the account. An attribute with a default and no row gets
 * one. Groups are not restricted.
 */
final class ProvisionedAttributes {
  private final Map<String, ProvisionedAttribute> allowed = new LinkedHashMap<>();

  ProvisionedAttributes(List<ProvisionedAttribute> attributes) {
    attributes.forEach(attribute -> allowed.put(folded(attribute.attribute()), attribute));
  }

  PolicyMap of(PolicyMap map) {
    if (allowed.isEmpty() || map.user().isEmpty()) {
      return map;
    }
    Set<String> present = new HashSet<>();
    map.user().forEach(row -> present.add(folded(row.attribute())));
    Stream<Row> kept = map.user().stream().filter(this::isLetThrough).map(this::withDefault);
    Stream<Row> added =
        allowed.entrySet().stream()
            .filter(a -> !present.contains(a.getKey()) && !a.getValue().otherwise().isEmpty())
            .map(a -> constant(a.getValue()));
    return new PolicyMap(Stream.concat(kept, added).toList(), map.group(), map.tables(), List.of());
  }

  private boolean isLetThrough(Row row) {
    return row.handling().key() || allowed.containsKey(folded(row.attribute()));
  }

  private Row withDefault(Row row) {
    ProvisionedAttribute attribute = allowed.get(folded(row.attribute()));
    boolean computed = !row.from().isEmpty() || !row.expression().isEmpty();
    if (attribute == null
        || attribute.otherwise().isEmpty()
        || !row.otherwise().isEmpty()
        || !computed) {
      return row;
    }
    return new Row(
        row.attribute(),
        row.from(),
        row.expression(),
        row.constant(),
        List.of(attribute.otherwise()),
        row.condition(),
        row.on(),
        row.generate(),
        row.handling());
  }

  private static Row constant(ProvisionedAttribute attribute) {
    return new Row(attribute.attribute(), List.of(), List.of(attribute.otherwise()));
  }

  private static String folded(String attribute) {
    return attribute.toLowerCase(Locale.ROOT);
  }
}
