package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tests of a policy map as they are stored. */
final class PolicyMapTests {
  private PolicyMapTests() {}

  static Value document(List<PolicyMap.Test> tests) {
    return StoredLists.ofObjects(tests.stream().map(PolicyMapTests::document).toList());
  }

  private static Attributes document(PolicyMap.Test test) {
    return Attributes.builder()
        .put("name", test.name())
        .put("type", test.type().name())
        .put("given", Value.complex(test.given()))
        .put(
            "expect",
            StoredLists.ofObjects(
                new TreeMap<>(test.expect())
                    .entrySet().stream().map(PolicyMapTests::expectation).toList()))
        .build();
  }

  private static Attributes expectation(Map.Entry<String, List<String>> expected) {
    return Attributes.builder()
        .put("attribute", expected.getKey())
        .put("values", StoredLists.of(expected.getValue()))
        .build();
  }

  static List<PolicyMap.Test> read(Attributes map) {
    return StoredLists.objects(map, "tests").stream().map(PolicyMapTests::test).toList();
  }

  private static PolicyMap.Test test(Attributes document) {
    Map<String, List<String>> expect = new LinkedHashMap<>();
    StoredLists.objects(document, "expect")
        .forEach(
            expected ->
                expect.put(
                    expected.text("attribute").orElse(""), StoredLists.texts(expected, "values")));
    return new PolicyMap.Test(
        document.text("name").orElse(""),
        ResourceType.valueOf(document.text("type").orElse(ResourceType.USER.name())),
        document.complex("given"),
        expect);
  }
}
