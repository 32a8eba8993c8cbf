package io.tessera.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests of the console. Its tests may take a {@link Console}, in which the administrator
 * is signed in, and the {@link Installation} that they all share: what one leaves there others
 * find, so names are to be its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InBrowser.class)
@interface BrowserTest {}
