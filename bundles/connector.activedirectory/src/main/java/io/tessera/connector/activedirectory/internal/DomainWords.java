package io.tessera.connector.activedirectory.internal;

import static io.tessera.connector.spi.FailureKind.AUTHENTICATION;
import static io.tessera.connector.spi.FailureKind.CONFIGURATION;
import static io.tessera.connector.spi.FailureKind.INVALID;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.tessera.connector.directory.Dialect.Meaning;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a domain controller says in its diagnostic messages: a Windows error in eight hexadecimal
 * digits in front ({@code 0000052D: SvcErr: ...}, MS-ERREF), and for a sign-in that failed another
 * one behind ({@code data 533}).
 */
final class DomainWords {
  /** ERROR_PASSWORD_RESTRICTION. */
  static final String AGAINST_THE_PASSWORD_RULES = "0000052D";

  private static final Pattern ERROR = Pattern.compile("^\\s*([0-9A-Fa-f]{8}):");
  private static final Pattern SIGN_IN = Pattern.compile("\\bdata ([0-9A-Fa-f]{1,8})\\b");

  private static final Map<String, String> SIGN_INS =
      Map.of(
          "525", "No such account; check bindName.",
          "52e", "The name or the password is wrong; check bindName and bindPassword.",
          "530", "The account may not sign in at this hour.",
          "531", "The account may not sign in from this machine.",
          "532", "The account's password has expired; give it a new one and set bindPassword.",
          "533", "The account is disabled; enable it.",
          "701", "The account has expired.",
          "773", "The account must change its password first.",
          "775", "The account is locked; unlock it.");

  private static final Map<String, Meaning> ERRORS =
      Map.ofEntries(
          Map.entry(
              AGAINST_THE_PASSWORD_RULES,
              new Meaning(
                  INVALID,
                  "unicodePwd: the password is against the domain's rules (length, complexity,"
                      + " history, age), or the account has none and may not be enabled.")),
          Map.entry(
              "00000056", new Meaning(INVALID, "unicodePwd: the old password is another one.")),
          Map.entry(
              "0000001F",
              new Meaning(CONFIGURATION, "Passwords are taken over TLS only; set security.")),
          Map.entry(
              "00002028",
              new Meaning(
                  CONFIGURATION, "The controller insists on TLS or signing; set security.")),
          Map.entry(
              "000004DC", new Meaning(AUTHENTICATION, "The controller wants a sign-in first.")),
          Map.entry(
              "0000202B",
              new Meaning(CONFIGURATION, "The base is in another domain; name its controller.")),
          Map.entry(
              "0000055E",
              new Meaning(
                  INVALID,
                  "member: it is the primary group of a member; give the member another"
                      + " primaryGroupID first.")),
          Map.entry(
              "000021C8",
              new Meaning(INVALID, "userPrincipalName: it belongs to another account.")),
          Map.entry(
              "00000523",
              new Meaning(INVALID, "sAMAccountName: the controller refuses this name.")));

  private DomainWords() {}

  static Optional<Meaning> meaningOf(LDAPException refused) {
    String words = Optional.ofNullable(refused.getDiagnosticMessage()).orElse("");
    if (refused.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
      Matcher data = SIGN_IN.matcher(words);
      return data.find()
          ? Optional.ofNullable(SIGN_INS.get(data.group(1).toLowerCase(Locale.ROOT)))
              .map(advice -> new Meaning(AUTHENTICATION, advice))
          : Optional.empty();
    }
    Matcher error = ERROR.matcher(words);
    return error.find()
        ? Optional.ofNullable(ERRORS.get(error.group(1).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }
}
