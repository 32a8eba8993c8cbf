package io.tessera.federation.saml.internal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.XmlSigner;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are well signed, and not from whom, for whom, for what or for when they must be. */
class ConditionsTest {
  private static final Duration LATE = Duration.ofSeconds(121);

  private final CorpSignIn corp = new CorpSignIn();

  @Test
  void an_assertion_of_another_issuer_is_refused() {
    corp.refused(a -> a.issuer = "https://other.example/idp")
        .withMessageContaining("Assertion is of another issuer");
    corp.refused(a -> a.issuer = CorpSignIn.CORP + " ").withMessageContaining("another issuer");
    corp.refused(a -> a.issuer = null).withMessageContaining("has no Issuer");
  }

  @Test
  void a_response_of_another_issuer_is_refused() {
    corp.refused(a -> a.responseIssuer = "https://other.example/idp")
        .withMessageContaining("Response is of another issuer");
  }

  @Test
  void an_assertion_for_another_audience_is_refused() {
    corp.refused(a -> a.audience = "https://other.example/sp")
        .withMessageContaining("another audience");
    corp.refused(a -> a.audience = CorpSignIn.US + "/").withMessageContaining("another audience");
    corp.refused(a -> a.audience = null).withMessageContaining("which audience");
  }

  /** The alias is configured; the other name may follow the address of the request. */
  @Test
  void where_there_is_an_alias_it_is_the_only_audience() throws Exception {
    corp.refused(a -> a.audience = CorpSignIn.ALIAS).withMessageContaining("another audience");
    corp.aliased();

    corp.refused(a -> {}).withMessageContaining("another audience");
    org.assertj.core.api.Assertions.assertThat(
            corp.arrive(corp.answer().with(a -> a.audience = CorpSignIn.ALIAS)).subject())
        .isEqualTo("u-1");
  }

  @Test
  void each_restriction_of_the_audience_has_to_name_us() {
    corp.refused(
            a ->
                a.conditions =
                    "<a:AudienceRestriction><a:Audience>urn:other</a:Audience>"
                        + "</a:AudienceRestriction>")
        .withMessageContaining("another audience");
    corp.refused(a -> a.conditions = "<a:AudienceRestriction/>")
        .withMessageContaining("another audience");
  }

  @Test
  void a_condition_that_is_not_known_is_refused() {
    corp.refused(a -> a.conditions = "<a:Condition/>").withMessageContaining("not known here");
    corp.refused(a -> a.conditions = "<a:ProxyRestriction Count=\"0\"/>")
        .withMessageContaining("not known here");
    corp.refused(a -> a.conditions = "<o:OneTimeUse xmlns:o=\"urn:other\"/>")
        .withMessageContaining("not known here");
  }

  @Test
  void a_response_for_another_destination_is_refused() {
    corp.refused(a -> a.destination = "https://other.example/acs")
        .withMessageContaining("another destination");
  }

  @Test
  void a_signed_response_has_to_say_where_it_goes() {
    corp.refused(
            a -> {
              a.destination = null;
              a.responseSigner = XmlSigner.of(CorpSignIn.KEY);
            })
        .withMessageContaining("does not say where it goes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example/acs",
        "https://tessera.example/login/return/corp/",
        "https://tessera.example/login/return/corp?x",
        "HTTPS://tessera.example/login/return/corp",
        ""
      })
  void an_assertion_for_another_recipient_is_refused(String recipient) {
    corp.refused(a -> a.recipient = recipient).withMessageContaining("another recipient");
  }

  @Test
  void an_assertion_for_nobody_in_particular_is_refused() {
    corp.refused(a -> a.recipient = null).withMessageContaining("another recipient");
  }

  @Test
  void the_answer_to_another_request_is_refused() {
    corp.refused(a -> a.inResponseTo = "_other").withMessageContaining("not the answer");
    corp.refused(a -> a.confirmedInResponseTo = "_other").withMessageContaining("not the answer");
  }

  @Test
  void an_answer_to_nothing_is_refused() {
    corp.refused(a -> a.inResponseTo = null).withMessageContaining("not the answer");
    corp.refused(a -> a.confirmedInResponseTo = null).withMessageContaining("not the answer");
  }

  /** Nobody signs in without having been sent there; a departure is taken once. */
  @Test
  void an_answer_that_comes_a_second_time_has_no_request_any_more() {
    String once = corp.answer().encoded();

    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(
            () -> corp.saml.arrive(corp.party(), Map.of(), Map.of("SAMLResponse", List.of(once))))
        .withMessageContaining("nothing was asked");
    assertThatExceptionOfType(RefusedSignInException.class)
        .isThrownBy(
            () ->
                corp.saml.arrive(
                    corp.party(),
                    Map.of("request", "_next"),
                    Map.of("SAMLResponse", List.of(once))))
        .withMessageContaining("not the answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key",
        "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
      })
  void only_bearers_are_confirmed(String method) {
    corp.refused(a -> a.method = method).withMessageContaining("not confirmed by whoever bears it");
  }

  @Test
  void an_expired_assertion_is_refused() {
    corp.refused(a -> a.notOnOrAfter = CorpSignIn.NOW.minus(Moments.SKEW))
        .withMessageContaining("expired");
    corp.refused(a -> a.confirmedUntil = CorpSignIn.NOW.minus(Moments.SKEW))
        .withMessageContaining("expired");
  }

  @Test
  void an_assertion_that_does_not_expire_is_refused() {
    corp.refused(a -> a.confirmedUntil = null).withMessageContaining("has no NotOnOrAfter");
    corp.refused(
            a -> {
              a.notOnOrAfter = null;
              a.confirmedUntil = CorpSignIn.NOW.plus(Duration.ofDays(2));
            })
        .withMessageContaining("longer than a day");
  }

  @Test
  void an_assertion_for_later_is_refused() {
    corp.refused(a -> a.notBefore = CorpSignIn.NOW.plus(LATE))
        .withMessageContaining("not valid yet");
    corp.refused(a -> a.confirmedFrom = CorpSignIn.NOW.plus(LATE))
        .withMessageContaining("not valid yet");
    corp.refused(a -> a.issued = CorpSignIn.NOW.plus(LATE)).withMessageContaining("in the future");
  }

  @Test
  void a_sign_in_that_has_not_happened_or_is_over_is_refused() {
    corp.refused(a -> a.authenticated = CorpSignIn.NOW.plus(LATE))
        .withMessageContaining("sign-in is in the future");
    corp.refused(a -> a.authenticated = null).withMessageContaining("has no AuthnStatement");
    corp.refused(a -> a.sessionEnds = CorpSignIn.NOW.minus(LATE))
        .withMessageContaining("session is over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21T12:00:00", "2026-11-21", "now", "", "9999999999"})
  void times_that_are_none_are_refused(String time) {
    SamlAnswer answer = corp.answer();
    answer.notBefore = null;
    answer.conditions = "<a:OneTimeUse/>";
    String unsigned =
        answer.assertion().replaceFirst("NotOnOrAfter=\"[^\"]*\"", "NotOnOrAfter=\"" + time + "\"");

    corp.refused(signed(answer, unsigned)).withMessageContaining("no time in UTC");
  }

  private static String signed(SamlAnswer answer, String assertion) {
    var document =
        io.tessera.federation.saml.Xml.read(
            answer.unsigned().replace(answer.assertion(), assertion));
    answer.assertionSigner.sign(
        document, io.tessera.federation.saml.Xml.first(document, "Assertion"));
    return io.tessera.federation.saml.Xml.write(document);
  }

  @Test
  void two_of_what_there_is_one_of_is_refused() {
    for (String twice : List.of("Issuer", "Subject", "Conditions", "AuthnStatement")) {
      corp.refused(a -> a.statements = "<a:" + twice + "/>")
          .withMessageContaining("more than one " + twice);
    }
  }

  @Test
  void another_version_is_refused() {
    corp.refused(a -> a.version = "1.1").withMessageContaining("not SAML 2.0");
    corp.refused(a -> a.version = null).withMessageContaining("not SAML 2.0");
  }

  @Test
  void what_the_identity_provider_denies_is_denied_with_its_code() {
    corp.refused(
            a -> {
              a.status = "urn:oasis:names:tc:SAML:2.0:status:Responder";
              a.subStatus = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed";
            })
        .matches(refused -> refused.fault() == Fault.DENIED)
        .withMessage("The identity provider says Responder, AuthnFailed.");
    corp.refused(a -> a.status = "urn:x:u-1")
        .matches(refused -> refused.fault() == Fault.DENIED)
        .withMessage("The identity provider says a status that is not known here.");
  }

  @Test
  void success_with_a_doubt_is_none() {
    corp.refused(a -> a.status = SamlAnswer.SUCCESS + " ").withMessageContaining("says");
  }
}
