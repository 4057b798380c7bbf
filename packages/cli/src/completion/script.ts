/** The scripts that make a shell ask `aludel complete` when the tab key is pressed. */
export const scripts: Readonly<Record<"bash" | "zsh" | "fish", string>> = {
  bash: `_aludel() {
  local IFS=$'\\n'
  COMPREPLY=($(aludel complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _aludel aludel
`,
  zsh: `#compdef aludel
_aludel() {
  local -a found
  local word about
  while IFS=$'\\t' read -r word about; do
    found+=("\${word//:/\\\\:}\${about:+:$about}")
  done < <(aludel complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe aludel found; else _files; fi
}
compdef _aludel aludel
`,
  fish: `function __aludel_complete
  set -l words (commandline -opc) (commandline -ct)
  aludel complete -- $words[2..-1] 2>/dev/null
end
complete -c aludel -a "(__aludel_complete)"
`,
}
