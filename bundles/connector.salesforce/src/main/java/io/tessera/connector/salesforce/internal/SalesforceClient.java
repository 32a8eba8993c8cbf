package io.tessera.connector.salesforce.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.spi.FailureKind;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Calls the REST API and says what came of it. Paths begin below {@code /services/data/vXX.X/}. */
final class SalesforceClient {
  private static final Pattern NEXT = Pattern.compile("/services/data/v[0-9.]+/query/[\\w-]+");

  private final AttributesJson reader = new AttributesJson();
  private final Json writer = new Json();
  private final Refusals refusals = new Refusals();
  private final HttpTarget http;
  private final URI org;
  private final String base;

  SalesforceClient(HttpTarget http, URI org, String version) {
    this.http = http;
    this.org = org;
    this.base = "/services/data/v" + version + "/";
  }

  Attributes get(String path) throws TargetFailure, InterruptedException {
    return document(send(request(base + path).GET()), FailureKind.CONFIGURATION);
  }

  /** Creates something; what cannot be understood of the answer may have had its effect. */
  Attributes post(String path, Attributes document) throws TargetFailure, InterruptedException {
    return document(send(with(path, "POST", document)), FailureKind.UNKNOWN);
  }

  /** Does something that is answered with nothing. */
  void call(String path, Attributes document) throws TargetFailure, InterruptedException {
    send(with(path, "POST", document));
  }

  void patch(String path, Attributes document) throws TargetFailure, InterruptedException {
    send(with(path, "PATCH", document));
  }

  void delete(String path) throws TargetFailure, InterruptedException {
    send(request(base + path).DELETE());
  }

  /** Creates several at once; each has a result of its own. */
  List<Attributes> postAll(String path, Attributes document)
      throws TargetFailure, InterruptedException {
    return results(send(with(path, "POST", document)));
  }

  /** As above, for deletions. */
  List<Attributes> deleteAll(String path) throws TargetFailure, InterruptedException {
    return results(send(request(base + path).DELETE()));
  }

  /**
   * All rows of a query. The org gives them in as many batches as it likes; the query itself says
   * how many it wants.
   */
  List<Attributes> query(String soql) throws TargetFailure, InterruptedException {
    List<Attributes> rows = new ArrayList<>();
    Optional<String> next = Optional.of(base + "query?q=" + encode(soql));
    while (next.isPresent()) {
      Attributes batch = document(send(request(next.get()).GET()), FailureKind.CONFIGURATION);
      if (batch.bool("done").isEmpty()) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION, "The org answered no result of a query; check url.");
      }
      rows.addAll(objects(batch, "records"));
      next = batch.text("nextRecordsUrl").filter(path -> NEXT.matcher(path).matches());
    }
    return rows;
  }

  /** As {@link #query}, by an id; nothing where the org says that it is none. */
  List<Attributes> queryById(String soql) throws TargetFailure, InterruptedException {
    try {
      return query(soql);
    } catch (TargetFailure refused) {
      if (refused.is("INVALID_QUERY_FILTER_OPERATOR")) {
        return List.of();
      }
      throw refused;
    }
  }

  /** The error of a result that is none; nothing where it is a success. */
  Optional<TargetFailure> failure(Attributes result) {
    if (result.bool("success").orElse(false)) {
      return Optional.empty();
    }
    return Optional.of(
        refusals.failure(
            objects(result, "errors").stream().findFirst().orElse(Attributes.empty())));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  static List<Attributes> objects(Attributes document, String name) {
    return document.get(name).orElse(Value.NONE).elements().stream()
        .filter(Value.Complex.class::isInstance)
        .map(each -> ((Value.Complex) each).attributes())
        .toList();
  }

  /** The objects of a list that is a whole document. */
  static List<Attributes> items(AttributesJson json, byte[] list) {
    byte[] before = "{\"items\":".getBytes(UTF_8);
    byte[] whole = new byte[before.length + list.length + 1];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(list, 0, whole, before.length, list.length);
    whole[whole.length - 1] = '}';
    return objects(json.read(whole), "items");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(org + path)).header("Accept", "application/json");
  }

  private HttpRequest.Builder with(String path, String method, Attributes document) {
    return request(base + path)
        .header("Content-Type", "application/json; charset=UTF-8")
        .method(method, BodyPublishers.ofByteArray(writer.write(document)));
  }

  private Exchange send(HttpRequest.Builder request) throws TargetFailure, InterruptedException {
    try {
      Exchange answer = http.send(request);
      if (!answer.isSuccess()) {
        throw refusals.failure(answer);
      }
      return answer;
    } catch (HttpFailure noAnswer) {
      throw TargetFailure.of("", noAnswer.failed());
    }
  }

  private Attributes document(Exchange answer, FailureKind otherwise) throws TargetFailure {
    try {
      return reader.read(answer.body());
    } catch (JsonFormatException garbage) {
      throw garbage(answer, otherwise);
    }
  }

  private List<Attributes> results(Exchange answer) throws TargetFailure {
    try {
      return items(reader, answer.body());
    } catch (JsonFormatException garbage) {
      throw garbage(answer, FailureKind.UNKNOWN);
    }
  }

  private static TargetFailure garbage(Exchange answer, FailureKind kind) {
    return TargetFailure.of(
        kind,
        "The org answered " + answer.status() + " with something that is not JSON; check url.");
  }
}
