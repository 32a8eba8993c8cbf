package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tests of a policy map as they are stored. */
final class PolicyMapTests {
  private PolicyMapTests() {}

  static Value document(PolicyMap.Test test) {
    return Value.complex(
        Attributes.builder()
            .put("name", test.name())
            .put("type", test.type().name())
            .put("given", Value.complex(test.given()))
            .put(
                "expect",
                Value.many(
                    new TreeMap<>(test.expect())
                        .entrySet().stream().map(PolicyMapTests::expectation).toList()))
            .build());
  }

  private static Value expectation(Map.Entry<String, List<String>> expected) {
    return Value.complex(
        Attributes.builder()
            .put("attribute", expected.getKey())
            .put("values", Value.many(expected.getValue().stream().map(Value::text).toList()))
            .build());
  }

  static List<PolicyMap.Test> read(Attributes map) {
    return objects(map, "tests").map(PolicyMapTests::test).toList();
  }

  private static PolicyMap.Test test(Attributes document) {
    Map<String, List<String>> expect = new LinkedHashMap<>();
    objects(document, "expect")
        .forEach(expected -> expect.put(expected.text("attribute").orElse(""), texts(expected)));
    return new PolicyMap.Test(
        document.text("name").orElse(""),
        ResourceType.valueOf(document.text("type").orElse(ResourceType.USER.name())),
        document.complex("given"),
        expect);
  }

  private static Stream<Attributes> objects(Attributes document, String name) {
    return document.get(name).stream()
        .flatMap(value -> value.elements().stream())
        .filter(Value.Complex.class::isInstance)
        .map(value -> ((Value.Complex) value).attributes());
  }

  private static List<String> texts(Attributes expected) {
    return expected.get("values").stream()
        .flatMap(value -> value.elements().stream())
        .filter(Value.Text.class::isInstance)
        .map(value -> ((Value.Text) value).value())
        .toList();
  }
}
