package io.tessera.rules.xacml.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What policies can ask for, by the id of the attribute: those of XACML, ours, and those of WSO2
 * for policies that come from there.
 */
final class RequestAttributes {
  private static final String XACML = "urn:oasis:names:tc:xacml:1.0:";
  private static final String OURS = "urn:tessera:";
  private static final String PATH = OURS + "attribute:";
  private static final Pattern CORE =
      Pattern.compile("^urn:ietf:params:scim:schemas:core:2\\.0:(?:User|Group):");
  private static final String WSO2 = "http://wso2.org/identity/";
  private static final String CLAIM = "http://wso2.org/claims/";

  private static final Map<String, String> CLAIMS =
      Map.ofEntries(
          Map.entry("username", "userName"),
          Map.entry("givenname", "name.givenName"),
          Map.entry("lastname", "name.familyName"),
          Map.entry("fullname", "name.formatted"),
          Map.entry("displayName", "displayName"),
          Map.entry("nickname", "nickName"),
          Map.entry("emailaddress", "emails.value"),
          Map.entry("title", "title"),
          Map.entry("userType", "userType"),
          Map.entry("mobile", "phoneNumbers.value"),
          Map.entry("telephone", "phoneNumbers.value"),
          Map.entry("country", "addresses.country"),
          Map.entry("locality", "addresses.locality"),
          Map.entry("region", "addresses.region"),
          Map.entry("postalcode", "addresses.postalCode"),
          Map.entry("active", "active"));

  private static final Map<String, Function<RuleRequest, List<String>>> KNOWN = known();

  private RequestAttributes() {}

  private static Map<String, Function<RuleRequest, List<String>>> known() {
    Map<String, Function<RuleRequest, List<String>>> known = new HashMap<>();
    one(known, RequestAttributes::name, XACML + "subject:subject-id", WSO2 + "user/username");
    one(known, request -> request.subject().id(), OURS + "subject:id");
    one(known, request -> request.subject().type().scimName(), OURS + "subject:type");
    many(
        known,
        request -> sorted(request.subject().roles()),
        OURS + "subject:role",
        "urn:oasis:names:tc:xacml:2.0:subject:role");
    many(known, request -> sorted(request.subject().groups()), OURS + "subject:group");
    many(known, RequestAttributes::titles, WSO2 + "provisioning/claim-group", CLAIM + "role");
    one(
        known,
        request -> request.operation().name().toLowerCase(Locale.ROOT),
        XACML + "action:action-id");
    many(known, RequestAttributes::methods, WSO2 + "provisioning/provision-operation");
    one(known, request -> "provisioning", WSO2 + "identity-action/action-name");
    one(
        known,
        request -> request.resource().target(),
        XACML + "resource:resource-id",
        OURS + "target");
    one(
        known,
        request -> request.resource().connectorType(),
        OURS + "connector-type",
        WSO2 + "idp/connector-type");
    one(
        known,
        request -> request.resource().identityProvider(),
        OURS + "identity-provider",
        WSO2 + "idp/idp-name");
    one(
        known,
        request -> request.resource().serviceProvider(),
        OURS + "service-provider",
        WSO2 + "sp/sp-name");
    times(known);
    return Map.copyOf(known);
  }

  private static void times(Map<String, Function<RuleRequest, List<String>>> known) {
    one(
        known,
        request -> format(request, DateTimeFormatter.ISO_OFFSET_TIME),
        XACML + "environment:current-time");
    one(
        known,
        request -> format(request, DateTimeFormatter.ISO_OFFSET_DATE),
        XACML + "environment:current-date");
    one(
        known,
        request -> format(request, DateTimeFormatter.ISO_OFFSET_DATE_TIME),
        XACML + "environment:current-dateTime");
    one(
        known,
        request -> request.now().getDayOfWeek().name().toLowerCase(Locale.ROOT),
        OURS + "day-of-week");
  }

  private static String format(RuleRequest request, DateTimeFormatter form) {
    return form.format(request.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static void one(
      Map<String, Function<RuleRequest, List<String>>> known,
      Function<RuleRequest, String> value,
      String... ids) {
    many(known, request -> List.of(value.apply(request)), ids);
  }

  private static void many(
      Map<String, Function<RuleRequest, List<String>>> known,
      Function<RuleRequest, List<String>> values,
      String... ids) {
    for (String id : ids) {
      known.put(id, values);
    }
  }

  static boolean knows(String id) {
    return KNOWN.containsKey(id) || path(id) != null;
  }

  /** The values of an attribute; none where it is not there. */
  static List<String> values(RuleRequest request, String id) {
    Function<RuleRequest, List<String>> known = KNOWN.get(id);
    if (known != null) {
      return known.apply(request);
    }
    String path = path(id);
    return path == null ? List.of() : at(request.subject().attributes(), path);
  }

  /** The path of an attribute of the identity an id stands for; null for any other. */
  static @Nullable String path(String id) {
    if (id.startsWith(PATH) && id.length() > PATH.length()) {
      return CORE.matcher(id.substring(PATH.length())).replaceFirst("");
    }
    return id.startsWith(CLAIM) ? CLAIMS.get(id.substring(CLAIM.length())) : null;
  }

  /** {@code name.familyName}, {@code emails.value}, {@code urn:...:User:department}. */
  private static List<String> at(Attributes attributes, String path) {
    int colon = path.lastIndexOf(':');
    Attributes from = colon < 0 ? attributes : attributes.complex(path.substring(0, colon));
    String[] names = path.substring(colon + 1).split("\\.", 2);
    AttributePath at =
        names.length == 1 ? AttributePath.of(names[0]) : AttributePath.of(names[0], names[1]);
    return from.get(at.name()).stream()
        .flatMap(value -> value.elements().stream())
        .flatMap(element -> below(element, at))
        .toList();
  }

  private static Stream<String> below(Value element, AttributePath at) {
    if (element instanceof Value.Complex complex) {
      return complex.attributes().get(at.sub().orElse("value")).stream()
          .flatMap(value -> value.elements().stream())
          .flatMap(RequestAttributes::text);
    }
    return at.sub().isPresent() ? Stream.empty() : text(element);
  }

  private static Stream<String> text(Value value) {
    if (value instanceof Value.Text text) {
      return Stream.of(text.value());
    } else if (value instanceof Value.Bool bool) {
      return Stream.of(Boolean.toString(bool.value()));
    } else if (value instanceof Value.Num number) {
      return Stream.of(number.value().toPlainString());
    }
    return Stream.empty();
  }

  private static String name(RuleRequest request) {
    Attributes attributes = request.subject().attributes();
    return attributes.text("userName").or(() -> attributes.text("displayName")).orElse("");
  }

  private static List<String> titles(RuleRequest request) {
    TreeSet<String> titles = new TreeSet<>(request.subject().roles());
    titles.addAll(request.subject().groups());
    return List.copyOf(titles);
  }

  /** As WSO2 calls operations, after the methods of SCIM. */
  private static List<String> methods(RuleRequest request) {
    return switch (request.operation()) {
      case CREATE -> List.of("POST");
      case UPDATE -> List.of("PUT", "PATCH");
      case DELETE -> List.of(Operation.DELETE.name());
    };
  }

  private static List<String> sorted(Collection<String> names) {
    return names.stream().sorted().toList();
  }
}
