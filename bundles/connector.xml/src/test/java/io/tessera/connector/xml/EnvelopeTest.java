package io.tessera.connector.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.xml.SoapFault.Blame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {
  private final XmlIntake intake = new XmlIntake();

  @ParameterizedTest
  @EnumSource
  void a_message_comes_out_as_it_went_in(SoapVersion version) throws Exception {
    XmlElement header = new UsernameToken("alice", "secret").header(version);
    XmlElement body = XmlElement.text("urn:x", "ask", "what");
    XmlElement envelope = Envelope.around(version, List.of(header), List.of(body));
    XmlElement read = intake.read(XmlOutput.bytes(envelope), null);
    assertThat(Envelope.open(read).body()).singleElement().satisfies(b -> b.is("urn:x", "ask"));
    assertThat(read.child(version.namespace(), "Header").orElseThrow().children())
        .singleElement()
        .satisfies(h -> assertThat(h.name()).isEqualTo("Security"));
    assertThat(envelope.toString() + new UsernameToken("alice", "secret")).doesNotContain("secret");
  }

  @Test
  void a_fault_of_the_first_version_is_understood() throws Exception {
    SoapFault fault =
        fault(
            SoapVersion.SOAP_1_1,
            "<faultcode>s:Client.Unknown</faultcode><faultstring>No such user</faultstring>"
                + "<detail><x:NoUser xmlns:x='urn:x'><x:code>E7</x:code></x:NoUser></detail>");
    assertThat(fault.codes()).containsExactly("Client", "Unknown");
    assertThat(fault.reason()).isEqualTo("No such user");
    assertThat(fault.blame()).isEqualTo(Blame.SENDER);
    assertThat(fault.says("NoUser"::equals)).isTrue();
    assertThat(fault.says("E7"::equals)).isTrue();
    assertThat(fault.says("E8"::equals)).isFalse();
  }

  @Test
  void a_fault_of_the_second_version_is_understood() throws Exception {
    SoapFault fault =
        fault(
            SoapVersion.SOAP_1_2,
            "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value"
                + " xmlns:w='urn:w'>w:FailedAuthentication</s:Value></s:Subcode></s:Code>"
                + "<s:Reason><s:Text xml:lang='en'>Go away</s:Text></s:Reason>"
                + "<s:Detail/>");
    assertThat(fault.codes()).containsExactly("Sender", "FailedAuthentication");
    assertThat(fault.reason()).isEqualTo("Go away");
    assertThat(fault.blame()).isEqualTo(Blame.CREDENTIALS);
  }

  @ParameterizedTest
  @CsvSource({
    "s:Server, RECEIVER",
    "s:MustUnderstand, SETTINGS",
    "undeclared:Client, SENDER",
    "wsse:InvalidSecurity, CREDENTIALS",
    "'', RECEIVER"
  })
  void a_fault_blames_somebody(String code, Blame blame) throws Exception {
    assertThat(fault(SoapVersion.SOAP_1_1, "<faultcode>" + code + "</faultcode>").blame())
        .isEqualTo(blame);
  }

  @Test
  void what_is_no_envelope_is_refused() throws Exception {
    XmlElement page = intake.read("<html><Body/></html>".getBytes(UTF_8), null);
    assertThatThrownBy(() -> Envelope.open(page)).isInstanceOf(XmlFormatException.class);
    XmlElement empty = XmlElement.of(SoapVersion.SOAP_1_1.namespace(), "Envelope").build();
    assertThatThrownBy(() -> Envelope.open(empty)).isInstanceOf(XmlFormatException.class);
  }

  private SoapFault fault(SoapVersion version, String inner) throws XmlFormatException {
    String envelope =
        "<s:Envelope xmlns:s='%1$s'><s:Body><s:Fault>%2$s</s:Fault></s:Body></s:Envelope>"
            .formatted(version.namespace(), inner);
    return Envelope.open(intake.read(envelope.getBytes(UTF_8), null)).fault().orElseThrow();
  }
}
