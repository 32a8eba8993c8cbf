package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.Xml;
import io.tessera.federation.saml.XmlSigner;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol.Verified;
import java.time.Duration;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** Assertions that others bring, who have done the sign-in themselves. */
class BroughtTest {
  private final CorpSignIn corp = new CorpSignIn().aliased();

  private SamlAnswer answer() {
    return corp.answer()
        .with(
            a -> {
              a.recipient = "https://portal.example/acs";
              a.destination = a.recipient;
              a.audience = CorpSignIn.ALIAS;
              a.inResponseTo = null;
              a.confirmedInResponseTo = null;
            });
  }

  private Verified verify(String xml) throws RefusedSignInException {
    return corp.saml.verify(corp.party(), SamlAnswer.encoded(xml));
  }

  private ThrowableAssertAlternative<RefusedSignInException> refused(String xml) {
    return assertThatExceptionOfType(RefusedSignInException.class).isThrownBy(() -> verify(xml));
  }

  @Test
  void an_assertion_alone_is_taken() throws Exception {
    SamlAnswer answer = answer();

    Verified verified = verify(answer.assertionAlone());

    assertThat(verified.assertion().subject()).isEqualTo("u-1");
    assertThat(verified.id()).isEqualTo(answer.assertionId);
    assertThat(verified.expires()).isEqualTo(answer.confirmedUntil.plus(Moments.SKEW));
  }

  @Test
  void a_whole_response_is_taken_for_what_is_signed_in_it() throws Exception {
    assertThat(verify(answer().xml()).assertion().subject()).isEqualTo("u-1");
    assertThat(
            verify(answer().with(a -> a.responseSigner = XmlSigner.of(CorpSignIn.KEY)).xml())
                .assertion()
                .subject())
        .isEqualTo("u-1");
  }

  /** Whose question it answers is between those two. */
  @Test
  void the_answer_to_a_question_of_theirs_is_taken() throws Exception {
    assertThat(
            verify(answer().with(a -> a.confirmedInResponseTo = "_theirs").assertionAlone())
                .assertion()
                .subject())
        .isEqualTo("u-1");
  }

  /** It may follow the address that the request was sent to. */
  @Test
  void where_there_is_an_alias_no_other_name_of_ours_is_an_audience() {
    refused(answer().with(a -> a.audience = CorpSignIn.US).assertionAlone())
        .withMessageContaining("another audience");
  }

  @Test
  void without_an_alias_our_own_name_is_the_audience() throws Exception {
    String xml = answer().with(a -> a.audience = CorpSignIn.US).assertionAlone();
    CorpSignIn unnamed = new CorpSignIn();

    assertThat(unnamed.saml.verify(unnamed.party(), SamlAnswer.encoded(xml)).id()).isNotEmpty();
  }

  @Test
  void base64_of_addresses_is_taken() throws Exception {
    String url =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(answer().assertionAlone().getBytes(UTF_8));

    assertThat(corp.saml.verify(corp.party(), url).assertion().subject()).isEqualTo("u-1");
  }

  /** Else what was taken from a browser on the way could be brought here. */
  @Test
  void what_is_meant_for_a_browser_here_cannot_be_brought_by_others() {
    refused(answer().with(a -> a.recipient = CorpSignIn.CALLBACK.toString()).assertionAlone())
        .withMessageContaining("for a browser that signs in here");
    refused(corp.answer().with(a -> a.audience = CorpSignIn.ALIAS).xml())
        .withMessageContaining("for a browser that signs in here");
    refused(
            answer()
                .with(a -> a.recipient = "https://other.example" + CorpSignIn.CALLBACK.getPath())
                .assertionAlone())
        .withMessageContaining("for a browser that signs in here");
  }

  @Test
  void what_was_not_asked_for_cannot_be_brought_by_a_browser() {
    corp.refused(answer().xml()).withMessageContaining("refused");
  }

  @Test
  void an_assertion_for_the_portal_itself_is_refused() {
    refused(answer().with(a -> a.audience = "https://portal.example").assertionAlone())
        .withMessageContaining("another audience");
  }

  @Test
  void an_assertion_that_does_not_say_for_whom_is_refused() {
    refused(answer().with(a -> a.recipient = null).assertionAlone())
        .withMessageContaining("for which recipient");
    refused(answer().with(a -> a.recipient = "a b").assertionAlone())
        .withMessageContaining("no address");
  }

  @Test
  void an_expired_assertion_is_refused() {
    refused(
            answer()
                .with(a -> a.confirmedUntil = CorpSignIn.NOW.minus(Duration.ofMinutes(2)))
                .assertionAlone())
        .withMessageContaining("expired");
  }

  /** It has to be remembered for as long as it could come again. */
  @Test
  void an_assertion_that_is_valid_for_ever_is_refused() {
    refused(
            answer()
                .with(
                    a -> {
                      a.notOnOrAfter = CorpSignIn.NOW.plus(Duration.ofDays(400));
                      a.confirmedUntil = a.notOnOrAfter;
                    })
                .assertionAlone())
        .withMessageContaining("longer than a day");
  }

  @Test
  void an_unsigned_assertion_is_refused() {
    refused(answer().assertion()).withMessageContaining("is not signed");
  }

  @Test
  void an_assertion_in_another_one_is_refused() {
    SamlAnswer answer = answer();
    answer.statements = "<a:Advice>" + answer().assertion() + "</a:Advice>";

    refused(answer.assertionAlone()).withMessageContaining("2 assertions");
  }

  @Test
  void a_response_of_failure_is_refused() {
    refused(answer().with(a -> a.status = "urn:oasis:names:tc:SAML:2.0:status:Requester").xml())
        .withMessageContaining("says Requester");
  }

  @Test
  void what_is_no_assertion_is_refused() {
    refused("<a/>").withMessageContaining("no response");
    refused(Xml.write(Xml.read("<Assertion/>"))).withMessageContaining("no response");
    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.saml.verify(corp.party(), "eyJhbGciOiJub25lIn0.e30."));
    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(() -> corp.saml.verify(corp.party(), "-_".repeat(300_000)));
  }
}
