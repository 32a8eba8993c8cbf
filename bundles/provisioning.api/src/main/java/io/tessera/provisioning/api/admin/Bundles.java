package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The bundles the server is made of, and those that were deployed. */
@ConsumerType
public interface Bundles {
  /** Largest jar that is taken, in bytes. */
  long MOST_BYTES = 64L << 20;

  /** By symbolic name and version. */
  List<BundleView> list();

  Optional<BundleView> get(long id);

  /**
   * Has the bundle, and whoever uses it, wired anew.
   *
   * @throws RejectedException NOT_FOUND; CONFLICT for what is no deployed bundle
   */
  BundleView refresh(Caller caller, long id);

  /**
   * @throws RejectedException NOT_FOUND; CONFLICT for what is no deployed bundle, or cannot be
   *     stopped
   */
  BundleView stop(Caller caller, long id);

  /**
   * @throws RejectedException NOT_FOUND; CONFLICT for what is no deployed bundle, or cannot be
   *     started, with the reason
   */
  BundleView start(Caller caller, long id);

  /** Whether {@link #deploy} is switched on, and if not by what it is. */
  Optional<String> whyNoUpload();

  /**
   * Puts a jar into the deploy folder, in place of one of that name. It is taken up within a second
   * or two.
   *
   * @param file name of the file, without folders
   * @param jar is read to its end, at most {@link #MOST_BYTES}
   * @throws RejectedException INVALID_VALUE at {@code file}, or for what is no bundle; TOO_LARGE;
   *     FORBIDDEN when it is not switched on
   * @throws IOException it could not be read
   */
  Uploaded deploy(Caller caller, String file, InputStream jar) throws IOException;

  /** What was put into the folder. */
  record Uploaded(String file, String symbolicName, String version) {}

  /**
   * One bundle.
   *
   * @param name for people
   * @param file name of its file; empty where there is none
   * @param problem why it is not at work; empty when it is
   */
  record BundleView(
      long id,
      String symbolicName,
      String name,
      String version,
      State state,
      Source source,
      String file,
      String problem) {}

  /** Where a bundle is in its life. */
  enum State {
    /** It waits for something that it needs. */
    INSTALLED,
    RESOLVED,
    STARTING,
    ACTIVE,
    STOPPING
  }

  /** Where a bundle comes from. */
  enum Source {
    FRAMEWORK,
    SHIPPED,
    DEPLOYED
  }
}
