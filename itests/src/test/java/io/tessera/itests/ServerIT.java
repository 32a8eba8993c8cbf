package io.tessera.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Provisioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/** The features of the distribution in a framework of their own, seen from inside. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ServerIT {
  private static final List<String> FEATURES =
      List.of("runtime", "http", "persistence", "server", "scim", "soap", "ops");
  private static final String CONNECTOR = "connector.scim2";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @Inject private BundleContext context;
  @Inject private ConfigurationAdmin configurationAdmin;

  @Inject
  @Filter(timeout = 60_000)
  private Provisioning provisioning;

  @Configuration
  public Option[] server() throws IOException {
    Path home = Path.of(System.getProperty("tessera.dist")).toRealPath();
    Path scratch = Path.of(System.getProperty("tessera.scratch")).toRealPath();
    Path data = Files.createTempDirectory(scratch, "server");
    for (String folder : List.of("deploy", "cache/deploy", "log", "keys")) {
      Files.createDirectories(data.resolve(folder));
    }
    Path password = Files.writeString(data.resolve("admin-password"), UUID.randomUUID().toString());
    Map<String, String> settings = new TreeMap<>();
    settings.put("tessera.dist", home.toString());
    settings.put("tessera.data", data.toString());
    settings.put("tessera.bind", "127.0.0.1");
    settings.put("tessera.http.port", Integer.toString(freePort()));
    settings.put("tessera.https.port", "0");
    settings.put("tessera.jdbc.url", "jdbc:derby:" + data + "/db;create=true");
    settings.put("tessera.admin.password.file", password.toString());
    settings.put("tessera.demo", "false");

    Distribution distribution = new Distribution(home, settings);
    Map<String, String> properties = distribution.frameworkProperties(FEATURES);
    properties.putAll(settings);
    // No certificate here; without a connector of its own Jetty would not start at all.
    properties.put("org.apache.felix.https.enable", "false");
    properties.put("org.apache.felix.http.enable", "true");
    properties.put("org.osgi.service.http.port", "0");
    List<Option> options =
        new ArrayList<>(
            List.of(
                junitBundles(),
                cleanCaches(true),
                workingDirectory(data + "/exam"),
                frameworkStartLevel(30)));
    properties.forEach((name, value) -> options.add(frameworkProperty(name).value(value)));
    distribution
        .bundles(FEATURES)
        .forEach((jar, level) -> options.add(bundle(jar.toUri().toString()).startLevel(level)));
    return options.toArray(Option[]::new);
  }

  @Before
  public void apply_the_configurations_as_the_launcher_does() throws IOException {
    distribution()
        .configurations(
            FEATURES,
            (pid, properties) -> {
              try {
                configurationAdmin
                    .getConfiguration(pid, "?")
                    .updateIfDifferent(new Hashtable<>(properties));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Test
  public void all_bundles_are_resolved_and_active() {
    List<String> idle =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .filter(bundle -> bundle.getState() != Bundle.STARTING)
            .map(Bundle::getSymbolicName)
            .toList();
    assertEquals(List.of(), idle);
  }

  @Test
  public void every_door_becomes_ready() throws Exception {
    eventually("ready", () -> status("/health/ready") == 200);
  }

  @Test
  public void the_web_server_does_not_tell_its_name() throws Exception {
    eventually("live", () -> status("/health/live") == 200);
    assertEquals(List.of(), get("/health/live").headers().allValues("Server"));
  }

  @Test
  public void a_user_is_created_through_the_services() {
    Caller caller = Caller.internal("test", UUID.randomUUID().toString());
    Attributes alice = Attributes.builder().put("userName", "alice").build();
    Resource created = provisioning.create(caller, ResourceType.USER, alice, Set.of());
    assertTrue(provisioning.get(caller, ResourceType.USER, created.id(), Set.of()).isPresent());
  }

  @Test
  public void a_connector_comes_with_its_jar_and_goes_with_it() throws Exception {
    Path jar = distribution().connector(CONNECTOR);
    Path deployed = Path.of(context.getProperty("tessera.data"), "deploy", "connector.jar");
    Files.copy(jar, deployed);
    eventually("active", () -> stateOfConnector() == Bundle.ACTIVE);
    Files.delete(deployed);
    eventually("gone", () -> stateOfConnector() == Bundle.UNINSTALLED);
  }

  private int stateOfConnector() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> ("io.tessera." + CONNECTOR).equals(bundle.getSymbolicName()))
        .mapToInt(Bundle::getState)
        .findFirst()
        .orElse(Bundle.UNINSTALLED);
  }

  private Distribution distribution() {
    Map<String, String> settings = new TreeMap<>();
    for (String name : List.of("tessera.dist", "tessera.data", "tessera.http.port")) {
      settings.put(name, context.getProperty(name));
    }
    return new Distribution(Path.of(settings.get("tessera.dist")), settings);
  }

  private int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException notListeningYet) {
      return 0;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + context.getProperty("tessera.http.port") + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void eventually(String what, Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!condition.call()) {
      if (Instant.now().isAfter(deadline)) {
        fail("not " + what + " within " + DEADLINE);
      }
      Thread.sleep(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
