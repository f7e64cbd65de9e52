// Package test checks the whole from outside: the built program against the committed site, the README and the house
// rules of the repository. What one package promises is tested beside it; what a reader sees is tested in browser/.
package test
