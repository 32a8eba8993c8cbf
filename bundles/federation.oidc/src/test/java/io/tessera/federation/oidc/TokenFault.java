package io.tessera.federation.oidc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What can be wrong with an ID token; each is reason enough to refuse it. */
public enum TokenFault {
  WRONG_NONCE(d -> d.claim("nonce", "another")),
  NO_NONCE(d -> d.without("nonce")),
  EMPTY_NONCE(d -> d.claim("nonce", "")),
  NONCE_IN_A_LIST(d -> d.claim("nonce", List.of(String.valueOf(d.claims.get("nonce"))))),
  LONGER_NONCE(d -> d.claim("nonce", d.claims.get("nonce") + "x")),

  WRONG_AUDIENCE(d -> d.claim("aud", "another")),
  WRONG_AUDIENCES(d -> d.claim("aud", List.of("another", "yet another"))),
  NO_AUDIENCE(d -> d.without("aud")),
  NULL_AUDIENCE(d -> d.claim("aud", null)),
  EMPTY_AUDIENCES(d -> d.claim("aud", List.of())),
  AUDIENCE_IN_AN_OBJECT(d -> d.claim("aud", Map.of("0", d.claims.get("aud")))),
  AUDIENCE_BEGINS_ALIKE(d -> d.claim("aud", d.claims.get("aud") + "2")),
  AUDIENCE_IN_OTHER_CASE(
      d -> d.claim("aud", String.valueOf(d.claims.get("aud")).toUpperCase(Locale.ROOT))),
  AUDIENCE_WITH_A_NUMBER(d -> d.claim("aud", List.of(d.claims.get("aud"), 1))),
  SEVERAL_AUDIENCES_AND_NO_PARTY(d -> d.claim("aud", List.of(d.claims.get("aud"), "another"))),
  WRONG_PARTY(d -> d.claim("azp", "another")),
  PARTY_IN_A_LIST(d -> d.claim("azp", List.of(d.claims.get("aud")))),
  EMPTY_PARTY(d -> d.claim("azp", "")),

  WRONG_ISSUER(d -> d.claim("iss", "https://login.example.com")),
  NO_ISSUER(d -> d.without("iss")),
  NULL_ISSUER(d -> d.claim("iss", null)),
  ISSUER_IN_A_LIST(d -> d.claim("iss", List.of(d.claims.get("iss")))),
  ISSUER_WITH_A_SLASH(d -> d.claim("iss", d.claims.get("iss") + "/")),
  ISSUER_IN_OTHER_CASE(
      d -> d.claim("iss", String.valueOf(d.claims.get("iss")).toUpperCase(Locale.ROOT))),
  ISSUER_WITH_A_BLANK(d -> d.claim("iss", d.claims.get("iss") + " ")),

  NO_SUBJECT(d -> d.without("sub")),
  NULL_SUBJECT(d -> d.claim("sub", null)),
  EMPTY_SUBJECT(d -> d.claim("sub", "")),
  BLANK_SUBJECT(d -> d.claim("sub", "   ")),
  SUBJECT_THAT_IS_A_NUMBER(d -> d.claim("sub", 7)),
  SUBJECT_IN_A_LIST(d -> d.claim("sub", List.of("alice"))),
  LONG_SUBJECT(d -> d.claim("sub", "a".repeat(256))),
  SUBJECT_WITH_A_NUL(d -> d.claim("sub", "alice\u0000")),
  SUBJECT_WITH_A_NEWLINE(d -> d.claim("sub", "alice\nbob")),

  EXPIRED(d -> d.time("exp", -121)),
  EXPIRED_LONG_AGO(d -> d.claim("exp", 1)),
  NO_EXPIRY(d -> d.without("exp")),
  EXPIRY_THAT_IS_A_TEXT(d -> d.claim("exp", String.valueOf(d.claims.get("exp")))),
  EXPIRY_IN_A_LIST(d -> d.claim("exp", List.of(d.claims.get("exp")))),
  NEGATIVE_EXPIRY(d -> d.claim("exp", -1)),
  EXPIRY_BEYOND_TIME(d -> d.claim("exp", 1_000_000_000_000L)),
  EXPIRY_THAT_OVERFLOWS(d -> d.text(t -> replaced(t, "\"exp\":", "1e30"))),
  EXPIRY_IN_MILLISECONDS(d -> d.claim("exp", ((Number) d.claims.get("exp")).longValue() * 1000)),
  VALID_FOR_DAYS(d -> d.time("exp", 90_000)),
  ISSUED_IN_THE_FUTURE(d -> d.time("iat", 600)),
  NO_TIME_OF_ISSUE(d -> d.without("iat")),
  TIME_OF_ISSUE_THAT_IS_A_TEXT(d -> d.claim("iat", "now")),
  NOT_YET_VALID(d -> d.time("nbf", 600)),
  NOT_BEFORE_THAT_IS_A_TEXT(d -> d.claim("nbf", "soon")),
  AUTHENTICATED_AT_A_TEXT(d -> d.claim("auth_time", "yesterday")),

  WRONG_HASH(d -> d.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
  EMPTY_HASH(d -> d.claim("at_hash", "")),
  HASH_THAT_IS_A_NUMBER(d -> d.claim("at_hash", 1)),
  NOTICE_OF_SIGNING_OUT(
      d ->
          d.claim(
              "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))),
  ACCESS_TOKEN(d -> d.claim("typ", "Bearer")),
  REFRESH_TOKEN(d -> d.claim("typ", "Refresh")),

  ALGORITHM_NONE(d -> unsigned(d, "none")),
  ALGORITHM_NONE_IN_OTHER_CASE(d -> unsigned(d, "nOnE")),
  ALGORITHM_NONE_WITH_A_SIGNATURE(d -> d.header.put("alg", "none")),
  NO_ALGORITHM(d -> d.header.remove("alg")),
  EMPTY_ALGORITHM(d -> d.header.put("alg", "")),
  UNKNOWN_ALGORITHM(d -> d.header.put("alg", "XX256")),
  ALGORITHM_IN_A_LIST(d -> d.header.put("alg", List.of("RS256"))),
  ALGORITHM_IN_LOWER_CASE(d -> d.header.put("alg", d.key.algorithm().toLowerCase(Locale.ROOT))),
  ALGORITHM_OF_ANOTHER_KIND(d -> d.header.put("alg", "ES256")),
  ALGORITHM_NOT_IN_THE_LIST(
      d -> {
        d.header.put("alg", "RS512");
        d.signer = d.key.by("RS512")::sign;
      }),
  SHARED_KEY_OF_THE_PUBLIC_DER(d -> shared(d, d.key.publicKey().getEncoded())),
  SHARED_KEY_OF_THE_PUBLIC_PEM(d -> shared(d, pem(d).getBytes(StandardCharsets.US_ASCII))),
  SHARED_KEY_OF_THE_JWK(d -> shared(d, JsonText.of(d.key.jwk()).getBytes(StandardCharsets.UTF_8))),
  SHARED_KEY_OF_THE_CLIENT(d -> shared(d, d.clientSecret.getBytes(StandardCharsets.UTF_8))),

  SIGNED_BY_ANOTHER(d -> d.signer = other(d)::sign),
  NO_SIGNATURE(d -> d.signer = text -> new byte[0]),
  SIGNATURE_OF_ZEROES(d -> d.signer = text -> new byte[256]),
  CUT_SIGNATURE(d -> d.finish = token -> token.substring(0, token.length() - 4)),
  LONGER_SIGNATURE(d -> d.finish = token -> token + "AAAA"),
  SIGNATURE_OF_ANOTHER_TEXT(
      d -> d.signer = text -> d.key.sign("another".getBytes(StandardCharsets.US_ASCII))),
  ALTERED_CLAIMS(TokenFault::altered),

  KEY_IN_THE_HEADER(
      d -> {
        SigningKey other = other(d);
        d.header.put("jwk", other.jwk());
        d.signer = other::sign;
      }),
  KEY_IN_THE_HEADER_ALONE(
      d -> {
        SigningKey other = other(d).named("theirs");
        d.header.put("kid", "theirs");
        d.header.put("jwk", other.jwk());
        d.signer = other::sign;
      }),
  ADDRESS_OF_KEYS_IN_THE_HEADER(
      d -> {
        d.header.put("jku", d.claims.get("iss") + "/others");
        d.signer = other(d)::sign;
      }),
  ADDRESS_OF_A_CERTIFICATE_IN_THE_HEADER(
      d -> {
        d.header.put("x5u", d.claims.get("iss") + "/others");
        d.signer = other(d)::sign;
      }),
  CERTIFICATE_IN_THE_HEADER(
      d -> {
        d.header.put("x5c", List.of("AAAA"));
        d.signer = other(d)::sign;
      }),
  UNKNOWN_KEY_ID(d -> d.header.put("kid", "nobody's")),
  KEY_ID_THAT_IS_A_PATH(d -> d.header.put("kid", "../../../../dev/null")),
  KEY_ID_THAT_IS_A_QUERY(d -> d.header.put("kid", "x' union select 'key")),
  KEY_ID_THAT_IS_AN_OBJECT(d -> d.header.put("kid", Map.of("a", "b"))),

  CRITICAL_EXTENSION(
      d -> {
        d.header.put("crit", List.of("exp"));
        d.header.put("exp", 1);
      }),
  UNENCODED_PAYLOAD(
      d -> {
        d.header.put("b64", false);
        d.header.put("crit", List.of("b64"));
      }),
  UNENCODED_AND_NOT_CRITICAL(d -> d.header.put("b64", false)),
  EMPTY_CRITICAL(d -> d.header.put("crit", List.of())),
  TYPE_OF_ACCESS_TOKENS(d -> d.header.put("typ", "at+jwt")),
  TYPE_OF_NOTICES(d -> d.header.put("typ", "logout+jwt")),
  TYPE_OF_ENCRYPTION(d -> d.header.put("typ", "JOSE")),
  HEADER_SAYS_IT_TWICE(d -> d.headerText(t -> "{\"alg\":\"none\"," + t.substring(1))),
  HEADER_IS_A_LIST(d -> d.headerText(t -> "[" + t + "]")),
  HEADER_GOES_ON(d -> d.headerText(t -> t + t)),
  LONG_HEADER(d -> d.header.put("extra", "x".repeat(20_000))),
  DEEP_HEADER(d -> d.headerText(t -> "{\"deep\":" + deep(2000) + "," + t.substring(1))),

  CLAIM_TWICE(d -> d.text(t -> "{\"sub\":\"bob\"," + t.substring(1))),
  CLAIM_TWICE_WITH_AN_ESCAPE(d -> d.text(t -> "{\"s\\u0075b\":\"bob\"," + t.substring(1))),
  CLAIM_TWICE_INSIDE(d -> d.text(t -> "{\"a\":{\"b\":1,\"b\":2}," + t.substring(1))),
  DEEP_CLAIMS(d -> d.text(t -> "{\"deep\":" + deep(500) + "," + t.substring(1))),
  CLAIMS_IN_A_LIST(d -> d.text(t -> "[" + t + "]")),
  CLAIMS_GO_ON(d -> d.text(t -> t + t)),
  CLAIMS_END_EARLY(d -> d.text(t -> t.substring(0, t.length() - 1))),
  CLAIMS_WITH_A_COMMENT(d -> d.text(t -> "/**/" + t)),
  CLAIMS_THAT_ARE_NO_JSON(d -> d.text(t -> "sub=alice")),
  CLAIMS_IN_UTF_16(d -> d.claimsText = JsonText.of(d.claims).getBytes(StandardCharsets.UTF_16BE)),
  CLAIMS_THAT_ARE_NO_TEXT(
      d -> d.claimsText = ("{\"a\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1)),
  NO_CLAIMS(d -> d.claimsText = new byte[0]),
  HUGE_TOKEN(d -> d.claim("extra", "x".repeat(20_000))),
  HUGE_NUMBER(d -> d.text(t -> "{\"n\":1e999999999," + t.substring(1))),
  TWO_CLAIMS_OF_ONE_NAME(
      d -> {
        d.claim("realm_access.roles", List.of("admin"));
        d.claim("realm_access", Map.of("roles", List.of("staff")));
      }),

  ENCRYPTED(d -> d.finish = token -> "e30.AA.AA.AA.AA"),
  ENCRYPTED_AROUND_A_SIGNED_ONE(
      d ->
          d.finish =
              token ->
                  SigningKey.base64(
                          "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\",\"cty\":\"JWT\"}"
                              .getBytes(StandardCharsets.US_ASCII))
                      + ".AAAA.AAAA."
                      + SigningKey.base64(token.getBytes(StandardCharsets.US_ASCII))
                      + ".AAAA"),
  TWO_PARTS(d -> d.finish = token -> token.substring(0, token.lastIndexOf('.'))),
  FOUR_PARTS(d -> d.finish = token -> token + ".AAAA"),
  PADDING(d -> d.finish = token -> token + "=="),
  BLANK_BEHIND(d -> d.finish = token -> token + " "),
  NEWLINE_INSIDE(d -> d.finish = token -> token.replaceFirst("\\.", "\n.")),
  OTHER_ALPHABET(d -> d.finish = token -> token + "+/"),
  JSON_FORM(d -> d.finish = token -> "{\"payload\":\"" + token + "\"}");

  private final Consumer<Draft> change;

  TokenFault(Consumer<Draft> change) {
    this.change = change;
  }

  void spoil(Draft draft) {
    change.accept(draft);
  }

  private static SigningKey other(Draft draft) {
    return SigningKey.make(draft.key.id(), draft.key.algorithm());
  }

  private static void unsigned(Draft draft, String algorithm) {
    draft.header.put("alg", algorithm);
    draft.signer = text -> new byte[0];
  }

  private static void shared(Draft draft, byte[] key) {
    draft.header.put("alg", "HS256");
    draft.signer =
        text -> {
          try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
          } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
          }
        };
  }

  private static String pem(Draft draft) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(draft.key.publicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static void altered(Draft draft) {
    draft.finish =
        token -> {
          String[] parts = token.split("\\.", -1);
          String claims =
              new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
          String other = claims.replaceFirst("\\{", "{\"admin\":true,");
          return parts[0]
              + "."
              + SigningKey.base64(other.getBytes(StandardCharsets.UTF_8))
              + "."
              + parts[2];
        };
  }

  private static String deep(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String replaced(String text, String name, String value) {
    return text.replaceFirst(name + "\\d+", name + value);
  }
}
