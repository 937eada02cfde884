/** What a local cluster answers to whoever has neither its token nor a certificate. */
package dev.muster.tests.exposure;
