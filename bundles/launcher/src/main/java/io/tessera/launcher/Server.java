package io.tessera.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The OSGi framework with the bundles and configurations of the features. */
final class Server {
  /** At this level Configuration Admin runs and no component yet: configurations come first. */
  private static final int CONFIGURATION_LEVEL = 3;

  private static final int TOP_LEVEL = 30;
  private static final Duration STOP_BOUND = Duration.ofSeconds(30);

  /** The health bundle registers this condition when every door answers. */
  private static final String READY = "(osgi.condition.id=io.tessera.ready)";

  private final Framework framework;
  private final List<Feature> features;
  private final CountDownLatch ready = new CountDownLatch(1);

  /**
   * @param properties of the framework; they win over those of the features
   */
  Server(Map<String, String> properties, List<Feature> features) {
    Map<String, String> all = new TreeMap<>();
    features.forEach(feature -> all.putAll(feature.frameworkProperties()));
    all.putAll(properties);
    all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(CONFIGURATION_LEVEL));
    // Shared with the launcher, which applies the configurations.
    all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1");
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    this.framework = factory.newFramework(all);
    this.features = List.copyOf(features);
  }

  /**
   * Returns when all bundles are started; see {@link #awaitReady}.
   *
   * @param repository bundles in Maven's layout
   */
  void start(Path repository) throws BundleException, IOException, InterruptedException {
    framework.init(this::report);
    framework.getBundleContext().addFrameworkListener(this::report);
    listenForReady();
    install(repository);
    framework.start();
    configure();
    raiseLevel();
  }

  /** Whether every door answered within the bound. */
  boolean awaitReady(Duration bound) throws InterruptedException {
    return ready.await(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  /** Gives the bundles a bounded time to finish what they do. */
  void stop() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(STOP_BOUND.toMillis());
  }

  private void install(Path repository) throws BundleException, IOException {
    List<Bundle> bundles = new ArrayList<>();
    for (Feature feature : features) {
      for (Feature.BundleEntry entry : feature.bundles()) {
        Path jar = entry.in(repository);
        if (!Files.exists(jar)) {
          throw new IOException("The distribution is incomplete: " + jar + " is missing");
        }
        Bundle bundle =
            framework.getBundleContext().installBundle("reference:" + jar.toUri().toASCIIString());
        bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startOrder());
        bundles.add(bundle);
      }
    }
    for (Bundle bundle : bundles) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
  }

  private void configure() throws IOException {
    BundleContext context = framework.getBundleContext();
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    if (reference == null) {
      throw new IOException("Configuration Admin is not in the features");
    }
    ConfigurationAdmin admin = context.getService(reference);
    for (Feature feature : features) {
      for (Map.Entry<String, Map<String, Object>> entry : feature.configurations().entrySet()) {
        configuration(admin, entry.getKey()).update(new Hashtable<>(entry.getValue()));
      }
    }
  }

  private static Configuration configuration(ConfigurationAdmin admin, String pid)
      throws IOException {
    String[] factoryAndName = pid.split("~", 2);
    return factoryAndName.length == 2
        ? admin.getFactoryConfiguration(factoryAndName[0], factoryAndName[1], "?")
        : admin.getConfiguration(pid, "?");
  }

  private void raiseLevel() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    framework
        .adapt(FrameworkStartLevel.class)
        .setStartLevel(TOP_LEVEL, event -> reached.countDown());
    reached.await();
  }

  private void listenForReady() {
    try {
      framework
          .getBundleContext()
          .addServiceListener(
              event -> {
                if (event.getType() == ServiceEvent.REGISTERED) {
                  ready.countDown();
                }
              },
              READY);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Before logging is up, and for bundles that do not resolve, this is all the operator sees. */
  private void report(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      String bundle = event.getBundle() == null ? "" : event.getBundle().getSymbolicName();
      System.err.println("tessera: bundle " + bundle + ": " + event.getThrowable());
    }
  }
}
