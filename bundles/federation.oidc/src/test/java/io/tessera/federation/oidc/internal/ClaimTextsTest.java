package io.tessera.federation.oidc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.federation.spi.RefusedSignInException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTextsTest {
  private static final int MANY = Integer.getInteger("fuzz.rounds", 20_000);

  private static Map<String, List<String>> texts(String json) throws Exception {
    return ClaimTexts.of(Json.read(json));
  }

  @Test
  void texts_numbers_and_truth_values_are_texts() throws Exception {
    assertThat(texts("{'a':'x','b':1.50,'c':true,'d':false,'e':'','f':1e3}".replace('\'', '"')))
        .containsOnly(
            Map.entry("a", List.of("x")),
            Map.entry("b", List.of("1.50")),
            Map.entry("c", List.of("true")),
            Map.entry("d", List.of("false")),
            Map.entry("e", List.of("")),
            Map.entry("f", List.of("1000")));
  }

  @Test
  void what_is_nested_is_dotted_and_lists_are_several_values() throws Exception {
    String json =
        """
        {"address": {"locality": "Bonn", "lines": ["a", "b"]},
         "realm_access": {"roles": ["author", 7, true]},
         "resource_access": {"account": {"roles": ["view"]}, "portal": {"roles": []}},
         "emails": [{"value": "a@example.org", "type": "work"}, {"value": "b@example.org"}],
         "https://example.org/claims/tenant": "one"}
        """;

    assertThat(texts(json))
        .containsOnly(
            Map.entry("address.locality", List.of("Bonn")),
            Map.entry("address.lines", List.of("a", "b")),
            Map.entry("realm_access.roles", List.of("author", "7", "true")),
            Map.entry("resource_access.account.roles", List.of("view")),
            Map.entry("resource_access.portal.roles", List.of()),
            Map.entry("emails.value", List.of("a@example.org", "b@example.org")),
            Map.entry("emails.type", List.of("work")),
            Map.entry("https://example.org/claims/tenant", List.of("one")));
  }

  @Test
  void saying_nothing_is_not_the_same_as_not_saying() throws Exception {
    assertThat(texts("{\"groups\":[],\"name\":null,\"address\":{}}"))
        .containsOnly(Map.entry("groups", List.of()), Map.entry("name", List.of()));
  }

  @Test
  void what_only_proves_something_is_left_out() throws Exception {
    String json =
        """
        {"iss":"i","aud":"a","exp":1,"iat":1,"nbf":1,"jti":"j","nonce":"n","azp":"a",
         "at_hash":"h","auth_time":1,"sid":"s","sub":"7b1c","acr":"1","_claim_names":{"groups":"x"}}
        """;

    assertThat(texts(json)).containsOnlyKeys("sub", "acr", "_claim_names.groups");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a.b\":1,\"a\":{\"b\":2}}",
        "{\"a\":{\"b.c\":1,\"b\":{\"c\":2}}}",
        "{\"a\":{\"b\":1},\"a.b\":[]}",
        "{\"a\":[{\"b\":{\"c\":1}},{\"b.c\":2}]}"
      })
  void two_claims_never_become_one(String json) {
    assertThatThrownBy(() -> texts(json)).hasMessageContaining("same name");
  }

  @Test
  void what_is_too_much_is_refused_and_not_cut() throws Exception {
    String groups = String.join(",", Collections.nCopies(2000, "\"g\""));
    String names = "{\"" + "n".repeat(257) + "\":1}";

    assertThat(texts("{\"g\":[" + groups + "]}").get("g")).hasSize(2000);
    assertThatThrownBy(() -> texts("{\"g\":[" + groups + ",\"g\"]}"))
        .hasMessageContaining("too many");
    assertThatThrownBy(
            () ->
                texts(
                    "{\"a\":\"" + "x".repeat(20_000) + "\",\"b\":\"" + "x".repeat(20_000) + "\"}"))
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> texts(names)).hasMessageContaining("256 characters");
  }

  @Test
  void whatever_is_said_becomes_bounded_texts_or_is_refused() {
    RandomClaims random = new RandomClaims(new Random(17));
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < MANY; i++) {
      try {
        Map<String, List<String>> texts = texts(random.next());
        List<String> all = new ArrayList<>(texts.keySet());
        texts.values().forEach(all::addAll);
        assertThat(all.stream().mapToInt(String::length).sum())
            .isLessThanOrEqualTo(ClaimTexts.MAX_TEXT);
        taken++;
      } catch (RefusedSignInException | ParseException no) {
        assertThat(no.getMessage()).isNotBlank();
        refused++;
      } catch (Exception other) {
        throw new AssertionError(other);
      }
    }
    assertThat(taken).isGreaterThan(MANY / 10);
    assertThat(refused).isGreaterThan(MANY / 10);
  }
}
