package io.tessera.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "UTF-32BE"})
  void only_utf_8_is_read(String charset) {
    byte[] text = "{\"a\":1}".getBytes(java.nio.charset.Charset.forName(charset));
    assertThatThrownBy(() -> json.read(new ByteArrayInputStream(text)))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("UTF-8");
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
  void other_limits_can_be_asked_for() {
    AttributesJson small = new AttributesJson(2, 5);
    byte[] fits = "{\"a\":[\"12345\"]}".getBytes(StandardCharsets.UTF_8);
    byte[] deep = "{\"a\":[[1]]}".getBytes(StandardCharsets.UTF_8);
    byte[] wide = "{\"a\":\"123456\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(small.read(fits).get("a")).contains(Value.many(List.of(Value.text("12345"))));
    assertThatThrownBy(() -> small.read(deep)).isInstanceOf(JsonFormatException.class);
    assertThatThrownBy(() -> small.read(wide)).isInstanceOf(JsonFormatException.class);
    assertThatThrownBy(() -> new AttributesJson(501, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e129", "1e-129", "1e999999999", "1e99999999999", "-0e-99999999999"})
  void a_few_bytes_do_not_become_gigabytes_of_digits(String number) {
    assertThatThrownBy(() -> read("{\"a\":" + number + "}"))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("128 digits");
  }

  @Test
  void numbers_are_read_exactly() {
    assertThat(read("{\"a\":1e128}").get("a")).contains(new Value.Num(new BigDecimal("1e128")));
    assertThat(read("{\"a\":0.10}").get("a")).contains(new Value.Num(new BigDecimal("0.10")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b22ff223a317d", // {" and a byte that UTF-8 does not have
        "7b22eda080223a317d", // half a surrogate pair
        "0000007b00d80000", // UTF-32 with a character that does not exist
        "0000feff7fffffff",
        "feff007b"
      })
  void bytes_that_are_no_text_are_refused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> json.read(bytes)).isInstanceOf(JsonFormatException.class);
    assertThatThrownBy(() -> json.read(new ByteArrayInputStream(bytes)))
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
