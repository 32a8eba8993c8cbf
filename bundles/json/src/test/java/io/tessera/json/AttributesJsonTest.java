package io.tessera.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesJsonTest {
  private final AttributesJson json = new AttributesJson();

  @Test
  void what_is_written_is_read_again() {
    Attributes all =
        Attributes.builder()
            .put("text", "ä\"\\\n\uD83D\uDE00")
            .put("truth", true)
            .put("number", new Value.Num(new BigDecimal("12345678901234567890.5")))
            .put("many", Value.many(List.of(Value.text("a"), Value.bool(false))))
            .put("inside", Value.complex(Attributes.builder().put("x", "y").build()))
            .build();

    assertThat(json.read(json.write(all))).isEqualTo(all);
  }

  @Test
  void null_is_kept_apart_from_absence() {
    Attributes read = read("{\"a\":null,\"b\":[null]}");

    assertThat(read.get("a")).contains(Value.NONE);
    assertThat(read.get("b")).contains(Value.NONE);
    assertThat(read.get("c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{\"a\":}", "{} {}", "{\"a\":1,\"a\":2}", "{'a':1}"})
  void what_is_no_single_object_is_refused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JsonFormatException.class);
  }

  @Test
  void depth_and_length_are_bounded() {
    assertThatThrownBy(() -> read("{\"a\":".repeat(10_000)))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> read("{\"a\":\"" + "x".repeat(300_000) + "\"}"))
        .isInstanceOf(JsonFormatException.class);
    assertThatThrownBy(() -> read("{\"a\":" + "9".repeat(100) + "}"))
        .isInstanceOf(JsonFormatException.class);
  }

  @Test
  void messages_do_not_repeat_the_document() {
    assertThatThrownBy(() -> read("{\"password\":\"hunter2\" oops}"))
        .hasMessageNotContaining("hunter2")
        .hasMessageContaining("line 1");
  }

  private Attributes read(String text) {
    return json.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
