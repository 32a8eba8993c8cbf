package io.tessera.deploy.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Bundles;
import io.tessera.provisioning.api.admin.DecisionJournal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles of the framework this one runs in. Only deployed ones are started and stopped. */
@Component(service = Bundles.class)
public final class InstalledBundles implements Bundles {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledBundles.class);
  private static final String UPLOAD = "tessera.bundle.upload";
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,120}\\.jar");
  private static final int MOST_REASONS = 3;

  private final BundleContext context;
  private final Path folder;
  private final DecisionJournal journal;

  @Activate
  public InstalledBundles(
      BundleContext context, @Reference(name = "journal") DecisionJournal journal) {
    this.context = context;
    this.journal = journal;
    this.folder =
        Path.of(context.getProperty("felix.fileinstall.dir")).toAbsolutePath().normalize();
  }

  @Override
  public List<BundleView> list() {
    return Arrays.stream(context.getBundles())
        .map(this::view)
        .sorted(Comparator.comparing(BundleView::symbolicName).thenComparingLong(BundleView::id))
        .toList();
  }

  @Override
  public Optional<BundleView> get(long id) {
    return Optional.ofNullable(context.getBundle(id)).map(this::view);
  }

  @Override
  public BundleView refresh(Caller caller, long id) {
    Bundle bundle = deployed(id);
    record(caller, bundle, "refreshed");
    wiring().refreshBundles(List.of(bundle));
    return done(caller, bundle, "refreshed");
  }

  @Override
  public BundleView stop(Caller caller, long id) {
    Bundle bundle = deployed(id);
    record(caller, bundle, "stopped");
    try {
      bundle.stop();
    } catch (BundleException | IllegalStateException cannot) {
      throw refused(bundle, cannot);
    }
    return done(caller, bundle, "stopped");
  }

  @Override
  public BundleView start(Caller caller, long id) {
    Bundle bundle = deployed(id);
    record(caller, bundle, "started");
    try {
      bundle.start();
    } catch (BundleException | IllegalStateException cannot) {
      throw refused(bundle, cannot);
    }
    return done(caller, bundle, "started");
  }

  private void record(Caller caller, Bundle bundle, String action) {
    record(caller, bundle.getSymbolicName(), bundle.getVersion().toString(), action);
  }

  private void record(Caller caller, String symbolicName, String version, String action) {
    journal.record(caller, "bundle", symbolicName, symbolicName + " " + version, action);
  }

  private BundleView done(Caller caller, Bundle bundle, String what) {
    LOG.info(
        "{} {}: {} on behalf of {}",
        bundle.getSymbolicName(),
        bundle.getVersion(),
        what,
        caller.actor());
    return view(bundle);
  }

  private static RejectedException refused(Bundle bundle, Exception cannot) {
    LOG.warn("{}: {}", bundle.getSymbolicName(), cannot.getMessage(), cannot);
    return RejectedException.of(Problem.Kind.CONFLICT, String.valueOf(cannot.getMessage()));
  }

  private Bundle deployed(long id) {
    Bundle bundle = context.getBundle(id);
    if (bundle == null) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such bundle.");
    }
    if (source(bundle) != Source.DEPLOYED) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          bundle.getSymbolicName()
              + " is a part of the server. Only deployed bundles are managed.");
    }
    return bundle;
  }

  private BundleView view(Bundle bundle) {
    String name = bundle.getHeaders("").get(Constants.BUNDLE_NAME);
    return new BundleView(
        bundle.getBundleId(),
        String.valueOf(bundle.getSymbolicName()),
        name == null ? String.valueOf(bundle.getSymbolicName()) : name,
        bundle.getVersion().toString(),
        state(bundle),
        source(bundle),
        BundleFile.of(bundle).map(file -> String.valueOf(file.getFileName())).orElse(""),
        problem(bundle));
  }

  private static State state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> State.ACTIVE;
      case Bundle.STARTING -> State.STARTING;
      case Bundle.STOPPING -> State.STOPPING;
      case Bundle.RESOLVED -> State.RESOLVED;
      default -> State.INSTALLED;
    };
  }

  private Source source(Bundle bundle) {
    if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
      return Source.FRAMEWORK;
    }
    boolean inFolder =
        BundleFile.of(bundle).map(Path::getParent).filter(folder::equals).isPresent();
    return inFolder ? Source.DEPLOYED : Source.SHIPPED;
  }

  /** What nobody provides that the bundle needs. */
  private String problem(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    if (bundle.getState() == Bundle.RESOLVED) {
      boolean fragment =
          revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
      return fragment ? "" : "It is stopped.";
    }
    if (bundle.getState() != Bundle.INSTALLED || revision == null) {
      return "";
    }
    String missing =
        revision.getDeclaredRequirements(null).stream()
            .filter(requirement -> !isOptional(requirement))
            .filter(requirement -> wiring().findProviders(requirement).isEmpty())
            .limit(MOST_REASONS)
            .map(InstalledBundles::words)
            .collect(Collectors.joining("; "));
    return missing.isEmpty()
        ? "It cannot be resolved: what it needs is there, but does not fit together."
        : "It needs what nobody provides: " + missing + ".";
  }

  private static boolean isOptional(BundleRequirement requirement) {
    return Constants.RESOLUTION_OPTIONAL.equals(
        requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
  }

  private static String words(BundleRequirement requirement) {
    String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
    return requirement.getNamespace() + " " + (filter == null ? "" : filter);
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  @Override
  public Optional<String> whyNoUpload() {
    return "true".equals(context.getProperty(UPLOAD))
        ? Optional.empty()
        : Optional.of(
            "Uploading bundles is switched off. Start the server with TESSERA_BUNDLE_UPLOAD=true,"
                + " or put the jar into its deploy folder.");
  }

  @Override
  public Uploaded deploy(Caller caller, String file, InputStream jar) throws IOException {
    Optional<String> off = whyNoUpload();
    if (off.isPresent()) {
      throw RejectedException.of(Problem.Kind.CONFLICT, off.get());
    }
    if (!FILE.matcher(file).matches()) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of("file"),
          "file: a name of letters, digits, dots and dashes that ends in .jar is expected.");
    }
    BundleJar taken =
        new Upload(folder)
            .take(
                file,
                jar,
                found -> record(caller, found.symbolicName(), found.version(), "uploaded"));
    LOG.info(
        "{}: {} {} uploaded on behalf of {}",
        file,
        taken.symbolicName(),
        taken.version(),
        caller.actor());
    return new Uploaded(file, taken.symbolicName(), taken.version());
  }
}
