package io.tessera.provisioning.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaReaderTest {
  private static final String URN = "urn:example:scim:schemas:extension:badge:1.0:User";

  @Test
  void what_is_read_is_written_with_every_characteristic_and_read_again() {
    SchemaDocument read =
        SchemaReader.read(
            schema(
                "{'name':'number','indexed':true},"
                    + "{'name':'site','type':'complex','subAttributes':"
                    + "[{'name':'city','indexed':true},{'name':'home','type':'reference'}]}"));

    assertThat(read.indexed())
        .containsExactlyInAnyOrder(
            AttributePath.inExtension(URN, "number"),
            AttributePath.inExtension(URN, "site").withSub("city"));
    SchemaDocument again = SchemaReader.read(read.write());
    assertThat(again.write()).isEqualTo(read.write());
    assertThat(again.definition().attributes()).isEqualTo(read.definition().attributes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'1a'} | attributes[0].name
          {'name':'a'},{'name':'A'} | attributes[1].name
          {'name':'a','type':'text'} | attributes[0].type
          {'name':'a','type':'complex'} | attributes[0].subAttributes
          {'name':'a','subAttributes':[{'name':'b'}]} | attributes[0].subAttributes
          {'name':'a','type':'complex','subAttributes':[{'name':'b','type':'complex'}]} \
              | attributes[0].subAttributes[0].type
          {'name':'a','type':'complex','subAttributes':[{'name':'b','multiValued':true}]} \
              | attributes[0].subAttributes[0].multiValued
          {'name':'a','required':true,'mutability':'readOnly'} | attributes[0].required
          {'name':'a','mutability':'writeOnly','returned':'default'} | attributes[0].returned
          {'name':'a','uniqueness':'server'} | attributes[0].uniqueness
          {'name':'a','referenceTypes':['User']} | attributes[0].referenceTypes
          {'name':'a','returned':'never','indexed':true} | attributes[0].indexed
          {'name':'a','colour':'red'} | attributes[0].colour
          {'name':'a','multiValued':'yes'} | attributes[0].multiValued
          """)
  void a_mistake_is_told_by_its_place(String attributes, String place) {
    RejectedException refused =
        catchThrowableOfType(RejectedException.class, () -> SchemaReader.read(schema(attributes)));

    assertThat(refused.problems())
        .extracting(Problem::path)
        .containsExactly(AttributePath.of(place));
  }

  @ParameterizedTest
  @CsvSource({"badge", "urn:example", "urn:example:badge:", "'urn:example:b dge'"})
  void what_is_no_urn_is_refused(String id) {
    RejectedException refused =
        catchThrowableOfType(
            RejectedException.class,
            () -> SchemaReader.read(schema("{'name':'a'}").with("id", Value.text(id))));

    assertThat(refused.first().path()).isEqualTo(AttributePath.of("id"));
  }

  private static Attributes schema(String attributes) {
    String json =
        "{'id':'" + URN + "','name':'Badge','extends':'User','attributes':[" + attributes + "]}";
    return new AttributesJson().read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
