// Checks what packages/ledger writes with Go's own implementation of signed notes and tiled trees.
//
// Arguments: a folder with `key` (the log's public key), `checkpoint` (signed), `tile/…`, `leaves` (a hash a line, in
// hexadecimal) and `proofs` (lines of JSON). Prints how many of each it found to be right; anything wrong ends it.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder string

func (f folder) read(name string) []byte {
	data, err := os.ReadFile(filepath.Join(string(f), filepath.FromSlash(name)))
	check(err)
	return data
}

// Height tells how many levels of the tree a tile spans.
func (f folder) Height() int { return height }

// ReadTiles reads tiles by the paths of c2sp.org/tlog-tiles, which leave out the height.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		all = append(all, f.read(strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)))
	}
	return all, nil
}

// SaveTiles keeps nothing.
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

type proof struct {
	// Of inclusion: the leaf's index; of consistency: the size of the older tree.
	Kind   string
	Of     int64
	Size   int64
	Root   string
	Older  string
	Hashes []string
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func hash(text string) (out tlog.Hash) {
	raw, err := hex.DecodeString(text)
	check(err)
	if len(raw) != len(out) {
		check(fmt.Errorf("%q is no hash", text))
	}
	copy(out[:], raw)
	return out
}

func main() {
	dir := folder(os.Args[1])
	verifier, err := note.NewVerifier(strings.TrimSpace(string(dir.read("key"))))
	check(err)
	opened, err := note.Open(dir.read("checkpoint"), note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	// Go's own head of a tree has a first line of its own, and the same lines after it.
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + strings.Join(lines[1:], "\n")))
	check(err)

	var leaves []tlog.Hash
	for scanner := bufio.NewScanner(bytes.NewReader(dir.read("leaves"))); scanner.Scan(); {
		leaves = append(leaves, hash(scanner.Text()))
	}
	var places []int64
	for n := range leaves {
		places = append(places, tlog.StoredHashIndex(0, int64(n)))
	}
	found, err := tlog.TileHashReader(tree, dir).ReadHashes(places)
	check(err)
	for n, leaf := range leaves {
		if found[n] != leaf {
			check(fmt.Errorf("leaf %d is not in the tiles", n))
		}
	}

	proofs := 0
	decoder := json.NewDecoder(bytes.NewReader(dir.read("proofs")))
	for decoder.More() {
		var one proof
		check(decoder.Decode(&one))
		var list []tlog.Hash
		for _, text := range one.Hashes {
			list = append(list, hash(text))
		}
		if one.Kind == "inclusion" {
			check(tlog.CheckRecord(list, one.Size, hash(one.Root), one.Of, leaves[one.Of]))
		} else {
			check(tlog.CheckTree(list, one.Size, hash(one.Root), one.Of, hash(one.Older)))
		}
		proofs++
	}
	fmt.Printf("%s: %d leaves, %d of them looked at, %d proofs\n", opened.Sigs[0].Name, tree.N, len(leaves), proofs)
}
