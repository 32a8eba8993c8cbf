package io.tessera.scim.protocol.fuzz;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes JSON objects that have much in common with what SCIM clients send, from a seed. */
final class RandomDocuments {
  private static final String MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
  private static final List<String> URNS =
      List.of(
          "urn:ietf:params:scim:schemas:core:2.0:User",
          "urn:ietf:params:scim:schemas:core:2.0:Group",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
  private static final List<String> MESSAGE_URNS =
      List.of(MESSAGES + "PatchOp", MESSAGES + "SearchRequest", MESSAGES + "BulkRequest");
  private static final List<String> NAMES =
      List.of(
          "userName",
          "displayName",
          "members",
          "emails",
          "active",
          "name",
          "manager",
          "value",
          "type",
          "primary",
          "$ref",
          "id",
          "meta",
          "schemas",
          "password",
          "groups",
          "roles",
          "op",
          "path",
          "method",
          "data",
          "bulkId",
          "version",
          "filter",
          "attributes",
          "count",
          "",
          " ");
  private static final List<String> TEXTS =
      List.of(
          "add",
          "Replace",
          "REMOVE",
          "move",
          "POST",
          "put",
          "PATCH",
          "DELETE",
          "/Users",
          "/Groups/bulkId:a",
          "Users/1",
          "/",
          "//",
          "bulkId:a",
          "bulkId:",
          "a",
          "b",
          "True",
          "",
          " ",
          "userName",
          "emails[type eq \"work\"].value",
          "members[value eq \"bulkId:b\"]",
          "name.familyName",
          "emails[",
          "shoeSize",
          "\u0000",
          "\ud83d",
          "\ud83d\ude00",
          "1",
          "2026-01-01T00:00:00Z",
          "userName eq \"a\"",
          "descending");
  private static final List<BigDecimal> NUMBERS =
      List.of(
          BigDecimal.ZERO,
          BigDecimal.ONE,
          BigDecimal.valueOf(-1),
          new BigDecimal("0.5"),
          new BigDecimal("1e100"),
          new BigDecimal("1e-100"),
          new BigDecimal("9223372036854775808"));
  private static final int MAX_WIDTH = 4;

  private final Random random;

  RandomDocuments(Random random) {
    this.random = random;
  }

  /** A request with {@code Operations}, mostly of the right outer shape. */
  Attributes operations() {
    Attributes.Builder body = resource().toBuilder();
    body.keep(cased("schemas"), Value.many(List.of(Value.text(pick(MESSAGE_URNS)))));
    List<Value> operations = new ArrayList<>();
    for (int n = random.nextInt(5); n >= 0; n--) {
      operations.add(random.nextInt(10) == 0 ? value(2) : operation());
    }
    return body.keep(cased("Operations"), Value.many(operations)).build();
  }

  private Value operation() {
    Attributes.Builder operation = Attributes.builder();
    for (String name : List.of("op", "path", "method", "bulkId", "version")) {
      if (random.nextInt(4) > 0) {
        Value text = Value.text(pick(TEXTS));
        operation.keep(cased(name), random.nextInt(8) == 0 ? value(2) : text);
      }
    }
    for (String name : List.of("value", "data")) {
      if (random.nextInt(4) > 0) {
        operation.keep(cased(name), value(3));
      }
    }
    return Value.complex(operation.build());
  }

  /** Any object, with the schemas of resources or not. */
  Attributes resource() {
    Attributes.Builder body = object(3).toBuilder();
    if (random.nextInt(4) > 0) {
      List<Value> urns = new ArrayList<>();
      for (int n = random.nextInt(3); n >= 0; n--) {
        urns.add(Value.text(cased(random.nextInt(4) == 0 ? pick(MESSAGE_URNS) : pick(URNS))));
      }
      body.keep(cased("schemas"), Value.many(urns));
    }
    return body.build();
  }

  private Attributes object(int depth) {
    Attributes.Builder object = Attributes.builder();
    for (int n = random.nextInt(MAX_WIDTH); n > 0; n--) {
      object.keep(random.nextInt(6) == 0 ? pick(URNS) : cased(pick(NAMES)), value(depth - 1));
    }
    return object.build();
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> Value.bool(random.nextBoolean());
      case 1 -> new Value.Num(pick(NUMBERS));
      case 2, 3, 4 -> Value.text(pick(TEXTS));
      case 5 -> Value.NONE;
      case 6 -> list(depth - 1);
      default -> Value.complex(object(depth));
    };
  }

  private Value list(int depth) {
    List<Value> values = new ArrayList<>();
    for (int n = random.nextInt(MAX_WIDTH); n > 0; n--) {
      values.add(value(depth));
    }
    return Value.many(values);
  }

  private String cased(String name) {
    return switch (random.nextInt(8)) {
      case 0 -> name.toUpperCase(Locale.ROOT);
      case 1 -> name.toLowerCase(Locale.ROOT);
      default -> name;
    };
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
