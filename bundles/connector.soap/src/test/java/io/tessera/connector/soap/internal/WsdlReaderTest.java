package io.tessera.connector.soap.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.soap.internal.Messages.Clearing;
import io.tessera.connector.soap.internal.WsdlReader.Document;
import io.tessera.connector.xml.XmlElement;
import io.tessera.connector.xml.XmlFormatException;
import io.tessera.connector.xml.XmlIntake;
import io.tessera.connector.xml.XmlOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

class WsdlReaderTest {
  private static final String RPC =
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:w"
          xmlns:w="urn:w" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
        <types>
          <xsd:schema targetNamespace="urn:w" elementFormDefault="qualified">
            <xsd:complexType name="Person">
              <xsd:sequence>
                <xsd:element name="first" type="xsd:string"/>
                <xsd:element name="boss" type="w:Person" minOccurs="0"/>
              </xsd:sequence>
            </xsd:complexType>
          </xsd:schema>
        </types>
        <message name="In"><part name="p" type="w:Person"/><part name="n" type="xsd:int"/></message>
        <portType name="P"><operation name="add"><input message="w:In"/></operation></portType>
        <binding name="B" type="w:P">
          <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
          <operation name="add">
            <soap:operation soapAction="urn:add"/>
            <input><soap:body use="literal" namespace="urn:body"/></input>
          </operation>
        </binding>
        <service name="S">
          <port name="P1" binding="w:B"><soap:address location="https://example.org/p"/></port>
        </service>
      </definitions>
      """;

  @Test
  void rpc_style_wraps_its_parts() throws Exception {
    Wsdl wsdl = read(RPC);
    Node node = Node.root();
    node.put(Path.parse("n"), List.of("7"));
    node.put(Path.parse("p/boss/first"), List.of("bob"));
    node.put(Path.parse("p/first"), List.of("alice"));
    WsdlOperation add = wsdl.operations().get("add");
    XmlElement message = new Messages(wsdl.schemas(), Clearing.AUTO).write(add.request(), node);
    assertThat(new String(XmlOutput.bytes(message), UTF_8))
        .endsWith(
            "<n0:add xmlns:n0=\"urn:body\" xmlns:n1=\"urn:w\"><p><n1:first>alice</n1:first>"
                + "<n1:boss><n1:first>bob</n1:first></n1:boss></p><n>7</n></n0:add>");
    assertThat(add.action()).isEqualTo("urn:add");
    assertThat(wsdl.address()).isEqualTo("https://example.org/p");
  }

  @Test
  void what_is_not_offered_is_said() {
    assertThatThrownBy(() -> read(RPC.replace("use=\"literal\"", "use=\"encoded\"")))
        .isInstanceOf(XmlFormatException.class)
        .hasMessageContaining("SOAP encoding");
    assertThatThrownBy(() -> read(RPC.replace("wsdl/soap/\"", "wsdl/other/\"")))
        .isInstanceOf(XmlFormatException.class)
        .hasMessageContaining("no such SOAP port");
    assertThatThrownBy(() -> read("<html/>"))
        .isInstanceOf(XmlFormatException.class)
        .hasMessageContaining("<html>");
    assertThatThrownBy(() -> read(RPC.replace("name=\"In\"", "name=\"Out\"")))
        .isInstanceOf(XmlFormatException.class)
        .hasMessageContaining("In");
  }

  @Test
  void a_type_that_is_made_from_itself_is_refused() throws Exception {
    String circular =
        RPC.replace(
            "<xsd:complexType name=\"Person\">",
            "<xsd:complexType name=\"Person\"><xsd:complexContent>"
                + "<xsd:extension base=\"w:Person\"/></xsd:complexContent>");
    Wsdl wsdl = read(circular);
    Slot request = wsdl.operations().get("add").request();
    Slot person = wsdl.schemas().shape(request).elements().get(0);
    assertThatThrownBy(() -> wsdl.schemas().shape(person)).isInstanceOf(XmlFormatException.class);
  }

  private static Wsdl read(String text) throws Exception {
    XmlElement root = new XmlIntake().read(text.getBytes(UTF_8), null);
    return new WsdlReader((base, location) -> WsdlSource.NOTHING)
        .read(new Document("", root), port -> true, version -> true);
  }
}
