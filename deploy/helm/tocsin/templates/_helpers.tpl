{{- define "tocsin.fullname" -}}
{{- if contains "tocsin" .Release.Name -}}{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-tocsin" .Release.Name | trunc 52 | trimSuffix "-" }}{{- end -}}
{{- end -}}

{{- define "tocsin.selector" -}}
app.kubernetes.io/name: tocsin
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "tocsin.labels" -}}
{{ include "tocsin.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "tocsin.image" -}}
{{- $repository := required "image.repository is empty: set it to where you pushed the image" .Values.image.repository -}}
{{- if .Values.image.digest -}}{{ $repository }}@{{ .Values.image.digest }}
{{- else -}}{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{- end -}}
{{- end -}}

{{- define "tocsin.configMap" -}}
{{- if .Values.existingConfigMap -}}{{ .Values.existingConfigMap }}
{{- else -}}{{ include "tocsin.fullname" . }}{{- end -}}
{{- end -}}

{{- define "tocsin.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "tocsin.fullname" .) }}
{{- end -}}
