package io.tessera.connector.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlIntakeTest {
  private final XmlIntake intake = new XmlIntake();

  @Test
  void a_document_becomes_a_tree() throws Exception {
    XmlElement root =
        read(
            "<a xmlns='urn:x' xmlns:p='urn:p'><b p:k='1' k='2'>te<![CDATA[x&]]>t</b><!-- c"
                + " --></a>");
    assertThat(root.is("urn:x", "a")).isTrue();
    XmlElement b = root.child("urn:x", "b").orElseThrow();
    assertThat(b.text()).isEqualTo("tex&t");
    assertThat(b.attribute("k")).contains("2");
    assertThat(b.attributes()).containsEntry("{urn:p}k", "1");
    assertThat(b.qualified("p:name").getNamespaceURI()).isEqualTo("urn:p");
    assertThat(b.qualified("name").getNamespaceURI()).isEqualTo("urn:x");
    assertThatThrownBy(() -> b.qualified("q:name")).isInstanceOf(XmlFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<a>",
        "<a/><b/>",
        "<a>&unknown;</a>",
        "<a b='1' b='2'/>",
        "<p:a/>",
        "<a>\u0001</a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;&x;'>]><a>&z;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
        "<?xml version='1.0' encoding='IBM037'?><a/>",
        "<?run this?><a/>"
      })
  void what_is_no_plain_document_is_refused(String document) {
    assertThatThrownBy(() -> read(document)).isInstanceOf(XmlFormatException.class);
  }

  @Test
  void files_are_not_read(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "marker");
    String document = "<!DOCTYPE a [<!ENTITY x SYSTEM '" + file.toUri() + "'>]><a>&x;</a>";
    assertThatThrownBy(() -> read(document))
        .isInstanceOf(XmlFormatException.class)
        .hasMessageNotContaining("marker");
  }

  @Test
  void what_is_too_large_is_refused() {
    assertThatThrownBy(() -> read("<a>".repeat(101) + "</a>".repeat(101)))
        .isInstanceOf(XmlFormatException.class);
    assertThatThrownBy(() -> read("<a>" + "<b/>".repeat(500_001) + "</a>"))
        .isInstanceOf(XmlFormatException.class);
    assertThatThrownBy(() -> read("<a>" + "x".repeat((4 << 20) + 1) + "</a>"))
        .isInstanceOf(XmlFormatException.class);
  }

  @Test
  void namespaces_that_would_be_copied_too_often_are_refused() {
    assertThatThrownBy(() -> read("<a" + declarations("p", 101) + "/>"))
        .isInstanceOf(XmlFormatException.class);
    StringBuilder deep = new StringBuilder();
    for (int depth = 0; depth < 50; depth++) {
      deep.append("<a").append(declarations("p" + depth + "x", 100)).append('>');
    }
    String many = deep + "<b xmlns:q='q'/>".repeat(400) + "</a>".repeat(50);
    assertThatThrownBy(() -> read(many))
        .isInstanceOf(XmlFormatException.class)
        .hasMessageContaining("namespaces");
  }

  @Test
  void namespaces_that_each_element_declares_anew_are_read() throws Exception {
    String document = "<a xmlns='urn:x' xmlns:p='urn:p'>" + "<b xmlns='urn:x'/>".repeat(50_000);
    assertThat(read(document + "</a>").children()).hasSize(50_000);
  }

  private static String declarations(String prefix, int count) {
    StringBuilder declarations = new StringBuilder();
    for (int i = 0; i < count; i++) {
      declarations.append(" xmlns:").append(prefix).append(i).append("='u'");
    }
    return declarations.toString();
  }

  @Test
  void the_usual_encodings_are_read() throws Exception {
    assertThat(intake.read("<a>zoë</a>".getBytes(UTF_8), null).text()).isEqualTo("zoë");
    assertThat(intake.read("<a>zoë</a>".getBytes(ISO_8859_1), "iso-8859-1").text())
        .isEqualTo("zoë");
    assertThat(intake.read("<a>zoë</a>".getBytes(UTF_16), null).text()).isEqualTo("zoë");
    assertThatThrownBy(() -> intake.read("<a/>".getBytes(UTF_8), "no such"))
        .isInstanceOf(XmlFormatException.class);
  }

  @Test
  void what_is_written_is_read_back_as_it_was() throws Exception {
    String awkward = " <b>&amp;\"' \r\n\t]]> 🙂 ";
    XmlElement written =
        XmlElement.of("urn:x", "a")
            .attribute("k", awkward)
            .attribute("{urn:y}k", "1")
            .child("", "b", awkward)
            .build();
    XmlElement read = intake.read(XmlOutput.bytes(written), null);
    assertThat(read.attribute("k")).contains(awkward);
    assertThat(read.attributes()).containsEntry("{urn:y}k", "1");
    assertThat(read.child("", "b").orElseThrow().text()).isEqualTo(awkward);
    assertThat(read.is("urn:x", "a")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u000b", "\ud800", "\uffff"})
  void what_xml_cannot_hold_is_not_written(String text) {
    assertThat(XmlOutput.canHold(text)).isFalse();
    XmlElement element = XmlElement.text("", "a", text);
    assertThatThrownBy(() -> XmlOutput.bytes(element)).isInstanceOf(IllegalArgumentException.class);
  }

  private XmlElement read(String document) throws XmlFormatException {
    return intake.read(document.getBytes(UTF_8), null);
  }
}
