package io.tessera.connector.spml.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spml.internal.Provider.Effect;
import io.tessera.connector.spml.internal.SpmlSettings.Kind;
import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks up, finds and lists the provider's objects. */
final class Lookups {
  private final Provider provider;
  private final SpmlSettings settings;
  private final Spml spml;

  Lookups(Provider provider, SpmlSettings settings, Spml spml) {
    this.provider = provider;
    this.settings = settings;
    this.spml = spml;
  }

  Optional<Account> byId(RemoteId id) throws HttpFailure, InterruptedException {
    XmlElement request =
        spml.about(Spml.CORE, "lookupRequest", id, fresh()).attribute("returnData", "data").build();
    try {
      XmlElement response = provider.send(request, Effect.QUESTION);
      Optional<Account> found = Spml.child(response, "pso").flatMap(this::account);
      if (found.isEmpty()) {
        throw new HttpFailure(
            FailureKind.CONFIGURATION, "The provider's answer to lookupRequest has no object.");
      }
      return found.filter(account -> account.id().equals(id));
    } catch (HttpFailure refused) {
      if (refused.failed().kind() == FailureKind.GONE) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  Optional<Account> byKey(ObjectType type, TargetAttributes attributes)
      throws HttpFailure, InterruptedException {
    Kind kind = settings.kind(type);
    String key = kind.keyAttribute();
    String value =
        attributes
            .first(key)
            .orElseThrow(
                () ->
                    new HttpFailure(
                        FailureKind.INVALID,
                        "The key attribute " + key + " has no value; map one."));
    XmlElement query = spml.query(kind.container(), matches(kind, Spml.equality(key, value)));
    XmlElement response = provider.send(searchRequest(query, 2), Effect.QUESTION);
    // A provider that takes the value for a pattern would hand us somebody else's account.
    List<Account> found =
        accounts(response).stream()
            .filter(a -> a.attributes().all(key).stream().anyMatch(value::equalsIgnoreCase))
            .toList();
    if (found.size() > 1) {
      throw new HttpFailure(
          FailureKind.INVALID, "Several objects match; remove or tell apart the doubles.");
    }
    return found.stream().findFirst();
  }

  private List<XmlElement> matches(Kind kind, XmlElement... further) {
    List<XmlElement> matches = new ArrayList<>();
    matches.add(Spml.equality(settings.classAttribute(), kind.objectClass()));
    matches.addAll(List.of(further));
    return matches;
  }

  private static XmlElement searchRequest(XmlElement query, int most) {
    return Spml.request(Spml.SEARCH, "searchRequest", fresh())
        .attribute("returnData", "data")
        .attribute("maxSelect", String.valueOf(most))
        .child(query)
        .build();
  }

  Listing search(Search search) throws HttpFailure, InterruptedException {
    int most = Math.min(search.most(), settings.pageSize());
    Optional<String> cursor = search.cursorIfAny();
    Kind kind = settings.kind(search.type());
    XmlElement response =
        cursor.isPresent()
            ? iterate(cursor.get(), most)
            : provider.send(
                searchRequest(spml.query(kind.container(), matches(kind)), most), Effect.QUESTION);
    return new Listing.Page(accounts(response), iterator(response).orElse(null));
  }

  private XmlElement iterate(String iterator, int most) throws HttpFailure, InterruptedException {
    XmlElement request =
        Spml.request(Spml.SEARCH, "iterateRequest", fresh())
            .attribute("maxSelect", String.valueOf(most))
            .child(XmlElement.of(Spml.SEARCH, "iterator").attribute("ID", iterator).build())
            .build();
    return provider.send(request, Effect.QUESTION);
  }

  private static Optional<String> iterator(XmlElement response) {
    return Spml.child(response, "iterator").flatMap(i -> i.attribute("ID"));
  }

  private List<Account> accounts(XmlElement response) {
    return response.children().stream()
        .filter(c -> c.name().equals("pso"))
        .flatMap(pso -> account(pso).stream())
        .toList();
  }

  private Optional<Account> account(XmlElement pso) {
    return identifier(pso).map(id -> new Account(id, attributes(pso)));
  }

  static Optional<RemoteId> identifier(XmlElement pso) {
    return Spml.child(pso, "psoID")
        .flatMap(id -> id.attribute("ID"))
        .filter(id -> !id.isEmpty())
        .map(RemoteId::new);
  }

  private TargetAttributes attributes(XmlElement pso) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (XmlElement data : pso.children()) {
      if (!data.name().equals("data")) {
        continue;
      }
      for (XmlElement attribute : data.children()) {
        Optional<String> name =
            attribute
                .attribute("name")
                .filter(n -> attribute.name().equals("attr"))
                .filter(n -> !n.equalsIgnoreCase(settings.passwordAttribute()));
        name.ifPresent(n -> attributes.put(n, values(attribute)));
      }
    }
    return TargetAttributes.of(attributes);
  }

  private static List<String> values(XmlElement attribute) {
    return attribute.children().stream()
        .filter(c -> c.name().equals("value"))
        .map(XmlElement::text)
        .toList();
  }

  static String fresh() {
    return "r" + UUID.randomUUID();
  }
}
