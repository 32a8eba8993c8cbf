package io.tessera.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** One server over HTTP; when it cannot be reached, people are told what to look at. */
final class Server {
  /** A request that carries one is carried out once, however often it is sent. */
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Duration CONNECT_BOUND = Duration.ofSeconds(10);

  private final URI address;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param patience until an answer must be there
   */
  Server(URI address, Optional<SSLContext> trust, Duration patience) {
    this.address = address;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(patience.compareTo(CONNECT_BOUND) < 0 ? patience : CONNECT_BOUND)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  URI address() {
    return address;
  }

  /**
   * @param path with its leading slash
   */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(patience);
  }

  HttpResponse<byte[]> exchange(HttpRequest request) throws CommandException, InterruptedException {
    try {
      return sent(request);
    } catch (SSLException e) {
      throw unreachable(
          "Its certificate is not accepted"
              + reason(e)
              + ". Name the certificate to trust with --cacert FILE; the server keeps its own in"
              + " DATA/tls/server.crt.");
    } catch (ConnectException e) {
      throw unreachable("Is it running (tessera status)? Another address: --url or TESSERA_URL.");
    } catch (HttpTimeoutException e) {
      throw unreachable("It does not answer in time; try again, and look at its log.");
    } catch (IOException e) {
      throw unreachable("The connection broke: " + e.getMessage());
    }
  }

  /** Where the connection breaks, nobody knows what was done: once more, if that does no harm. */
  private HttpResponse<byte[]> sent(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (SSLException | ConnectException | HttpTimeoutException e) {
      throw e;
    } catch (IOException broken) {
      if (request.headers().firstValue(IDEMPOTENCY_KEY).isEmpty()) {
        throw broken;
      }
      return client.send(request, BodyHandlers.ofByteArray());
    }
  }

  private static String reason(SSLException refused) {
    String message = String.valueOf(refused.getMessage());
    return message.contains("PKIX")
        ? ": nobody who is trusted here has signed it"
        : " (" + message + ")";
  }

  private CommandException unreachable(String why) {
    return new CommandException(
        ExitCode.UNREACHABLE, "The server at " + address + " cannot be reached. " + why);
  }
}
